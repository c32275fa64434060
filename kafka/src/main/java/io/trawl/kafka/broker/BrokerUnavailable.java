package io.trawl.kafka.broker;

import org.jspecify.annotations.Nullable;

/** The broker could not be started or did not come up; the message is a sentence for its user. */
public final class BrokerUnavailable extends RuntimeException {
    public BrokerUnavailable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
