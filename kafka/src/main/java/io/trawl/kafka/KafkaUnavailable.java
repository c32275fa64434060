package io.trawl.kafka;

import org.jspecify.annotations.Nullable;

/** The broker did not answer, or refused; what was asked may or may not have happened. A sentence for its user. */
public final class KafkaUnavailable extends RuntimeException {
    public KafkaUnavailable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
