package io.trawl.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.pipeline.Lane;
import io.trawl.engine.pipeline.LaneChunk;
import io.trawl.engine.pipeline.Release;
import io.trawl.engine.reaper.AttemptKey;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final UUID JOB = UUID.fromString("01980b5e-7c1d-7a34-8f21-3a5b9c0d1e2f");
    private static final UUID OTHER = UUID.fromString("f1980b5e-7c1d-7a34-8f21-3a5b9c0d1e2f");

    @Test
    void shouldComeBackAsTheyWere() {
        Lane lane = new Lane(JOB, 2, "ds_züri_01");
        assertThat(Keys.LANES.key(Keys.LANES.bytes(lane))).isEqualTo(lane);
        LaneChunk chunk = new LaneChunk(lane, Long.MAX_VALUE);
        assertThat(Keys.CHUNKS.key(Keys.CHUNKS.bytes(chunk))).isEqualTo(chunk);
        Release release = new Release(OTHER, 3);
        assertThat(Keys.RELEASES.key(Keys.RELEASES.bytes(release))).isEqualTo(release);
        AttemptKey attempt = new AttemptKey(4711, 2);
        assertThat(Keys.ATTEMPTS.key(Keys.ATTEMPTS.bytes(attempt))).isEqualTo(attempt);
        assertThat(Keys.WORKERS.key(Keys.WORKERS.bytes(OTHER))).isEqualTo(OTHER);
    }

    /** What the rules scan for: a lane's chunks in order from its first, with nothing of another lane between. */
    @Test
    void shouldKeepTheChunksOfALaneTogetherInOrder() {
        Lane lane = new Lane(JOB, 1, "a");
        List<LaneChunk> inOrder = List.of(
                new LaneChunk(new Lane(JOB, 0, ""), 0),
                new LaneChunk(lane, 0),
                new LaneChunk(lane, 1),
                new LaneChunk(lane, 256),
                new LaneChunk(lane, Long.MAX_VALUE),
                new LaneChunk(new Lane(JOB, 1, "aa"), 1),
                new LaneChunk(new Lane(JOB, 1, "b"), 0),
                new LaneChunk(new Lane(JOB, 2, "a"), 0),
                new LaneChunk(new Lane(OTHER, 0, ""), 0));
        List<byte[]> bytes = inOrder.stream().map(Keys.CHUNKS::bytes).toList();
        for (int i = 1; i < bytes.size(); i++) {
            assertThat(Arrays.compareUnsigned(bytes.get(i - 1), bytes.get(i)))
                    .as("%s before %s", inOrder.get(i - 1), inOrder.get(i))
                    .isNegative();
        }
    }
}
