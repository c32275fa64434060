package io.trawl.cli.traces;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** As much of Protocol Buffers as is needed to look into a message: its fields by number. */
final class Protobuf {
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final List<Field> fields = new ArrayList<>();

    private record Field(int number, byte[] value) {}

    Protobuf(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            int length = switch (tag & 7) {
                case 0 -> 0;
                case FIXED_64 -> Long.BYTES;
                case BYTES -> (int) varint(in);
                case FIXED_32 -> Integer.BYTES;
                default -> throw new AssertionError("No wire type of Protocol Buffers: " + (tag & 7));
            };
            byte[] value = (tag & 7) == 0 ? new byte[] {(byte) varint(in)} : new byte[length];
            if ((tag & 7) != 0) {
                in.get(value);
            }
            fields.add(new Field(tag >>> 3, value));
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    List<byte[]> all(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(Field::value)
                .toList();
    }

    List<Protobuf> messages(int number) {
        return all(number).stream().map(Protobuf::new).toList();
    }

    /** Empty when it is not there. */
    byte[] bytes(int number) {
        return all(number).stream().findFirst().orElse(new byte[0]);
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }
}
