package io.trawl.streams;

import io.trawl.engine.pipeline.Lane;
import io.trawl.engine.pipeline.LaneChunk;
import io.trawl.engine.pipeline.Release;
import io.trawl.engine.reaper.AttemptKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Keys as bytes. Stores order them byte by byte, unsigned; all numbers here are positive, so that keys of one lane, one
 * job or one task stand together, in the order of their numbers.
 *
 * @param <K> what the engine uses
 */
interface Keys<K> {
    Keys<Lane> LANES = new Lanes();
    Keys<LaneChunk> CHUNKS = new Chunks();
    Keys<Release> RELEASES = new Releases();
    Keys<AttemptKey> ATTEMPTS = new Attempts();
    Keys<UUID> WORKERS = new Workers();

    byte[] bytes(K key);

    K key(byte[] bytes);

    /** {@code job | phase | source}; an id holds no control character, so that a zero ends it. */
    record Lanes() implements Keys<Lane> {
        private static final int FIXED = 2 * Long.BYTES + Integer.BYTES;

        @Override
        public byte[] bytes(Lane lane) {
            byte[] source = lane.source().getBytes(StandardCharsets.UTF_8);
            ByteBuffer out = ByteBuffer.allocate(FIXED + source.length + 1);
            put(out, lane.jobId());
            return out.putInt(lane.phase()).put(source).put((byte) 0).array();
        }

        @Override
        public Lane key(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            UUID job = uuid(in);
            int phase = in.getInt();
            return new Lane(job, phase, new String(bytes, FIXED, bytes.length - FIXED - 1, StandardCharsets.UTF_8));
        }
    }

    /** {@code lane | chunk}. */
    record Chunks() implements Keys<LaneChunk> {
        @Override
        public byte[] bytes(LaneChunk chunk) {
            byte[] lane = LANES.bytes(chunk.lane());
            return ByteBuffer.allocate(lane.length + Long.BYTES)
                    .put(lane)
                    .putLong(chunk.chunkId())
                    .array();
        }

        @Override
        public LaneChunk key(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            byte[] lane = new byte[bytes.length - Long.BYTES];
            in.get(lane);
            return new LaneChunk(LANES.key(lane), in.getLong());
        }
    }

    /** {@code job | phase}. */
    record Releases() implements Keys<Release> {
        @Override
        public byte[] bytes(Release release) {
            ByteBuffer out = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES);
            put(out, release.jobId());
            return out.putInt(release.phase()).array();
        }

        @Override
        public Release key(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            UUID job = uuid(in);
            return new Release(job, in.getInt());
        }
    }

    /** {@code task | attempt}. */
    record Attempts() implements Keys<AttemptKey> {
        @Override
        public byte[] bytes(AttemptKey key) {
            return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(key.taskId())
                    .putInt(key.attempt())
                    .array();
        }

        @Override
        public AttemptKey key(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            long task = in.getLong();
            return new AttemptKey(task, in.getInt());
        }
    }

    /** The id. */
    record Workers() implements Keys<UUID> {
        @Override
        public byte[] bytes(UUID worker) {
            ByteBuffer out = ByteBuffer.allocate(2 * Long.BYTES);
            put(out, worker);
            return out.array();
        }

        @Override
        public UUID key(byte[] bytes) {
            return uuid(ByteBuffer.wrap(bytes));
        }
    }

    private static void put(ByteBuffer out, UUID id) {
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer in) {
        long most = in.getLong();
        return new UUID(most, in.getLong());
    }
}
