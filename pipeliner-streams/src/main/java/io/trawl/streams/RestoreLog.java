package io.trawl.streams;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Counts what is restored from the changelogs, so that a slow start explains itself. */
final class RestoreLog implements StateRestoreListener {
    private final long began;
    private final AtomicLong records = new AtomicLong();

    /** @param began nanoseconds of the monotonic clock */
    RestoreLog(long began) {
        this.began = began;
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {}

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long to, long restored) {
        records.addAndGet(restored);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {}

    String sentence(long now) {
        return "The pipeliner has its partitions and their state, "
                + Duration.ofNanos(now - began).toMillis() + " ms after its start; " + records
                + " records of state were restored so far.";
    }
}
