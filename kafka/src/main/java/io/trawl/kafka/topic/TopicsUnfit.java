package io.trawl.kafka.topic;

import java.util.List;

/** Topics are there that would lose messages or their order; the message is one sentence for each, with the remedy. */
public final class TopicsUnfit extends RuntimeException {
    private final List<String> sentences;

    TopicsUnfit(List<String> sentences) {
        super(String.join(" ", sentences));
        this.sentences = List.copyOf(sentences);
    }

    public List<String> sentences() {
        return sentences;
    }
}
