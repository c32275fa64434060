package io.trawl.e2e.distributed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A wall clock for one JVM that is wrong by what a file in the process's data directory says, from its start or all of a
 * sudden. Every call of {@code System.currentTimeMillis()} comes here, whichever class makes it; monotonic clocks are as
 * they are, as when somebody sets the time of a machine.
 */
public final class ClockAgent {
    private static final String FILE = "clock.skew";
    private static final long LOOK_NANOS = 100_000_000;
    private static final String SELF = ClockAgent.class.getName().replace('.', '/');
    private static volatile long skew;

    private ClockAgent() {}

    /** Before the main method of a part. */
    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        Path file = Path.of(System.getenv("TRAWL_DATA_DIR"), FILE);
        look(file);
        instrumentation.addTransformer(new Redirection(), true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().startsWith(Clock.class.getName()) || loaded == Date.class) {
                instrumentation.retransformClasses(loaded);
            }
        }
        Thread.ofPlatform().daemon().name("clock-skew").start(() -> {
            while (true) {
                LockSupport.parkNanos(LOOK_NANOS);
                look(file);
            }
        });
    }

    private static void look(Path file) {
        try {
            skew = Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
        } catch (IOException | NumberFormatException e) {
            // Just being written or removed: it is looked at again.
        }
    }

    /** In place of the system's. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + skew;
    }

    /** In place of the JVM's: nanoseconds since a time in seconds. */
    public static long getNanoTimeAdjustment(long seconds) {
        return (currentTimeMillis() - 1_000 * seconds) * 1_000_000;
    }

    /** Makes the jar that {@code -javaagent} wants. */
    static Path jar(Path directory) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", ClockAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        // The JDK's own classes have to find it, too.
        attributes.putValue("Boot-Class-Path", "clock-agent.jar");
        Path jar = directory.resolve("clock-agent.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> type : new Class<?>[] {ClockAgent.class, Redirection.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream bytes = Objects.requireNonNull(ClockAgent.class.getResourceAsStream("/" + name))) {
                    bytes.transferTo(out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    /** From now on the clock of a process with this data directory is wrong by so much. */
    static void set(Path dataDirectory, Duration wrong) {
        try {
            Path part = Files.writeString(dataDirectory.resolve(FILE + ".part"), Long.toString(wrong.toMillis()));
            Files.move(part, dataDirectory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names another class in the entries of constant pools that name the system's clock; no code changes. */
    private static final class Redirection implements ClassFileTransformer {
        private static final int FIRST_ENTRY = 10;
        private static final int METHOD = 10;
        private static final int LONG = 5;
        private static final int DOUBLE = 6;

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> type,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            return SELF.equals(name) ? null : redirected(ByteBuffer.wrap(bytes));
        }

        private static byte @Nullable [] redirected(ByteBuffer bytes) {
            int count = Short.toUnsignedInt(bytes.getShort(FIRST_ENTRY - 2));
            int[] at = new int[count];
            int end = FIRST_ENTRY;
            for (int i = 1; i < count; i++) {
                at[i] = end;
                int tag = bytes.get(end);
                end += length(bytes, end, tag);
                if (tag == LONG || tag == DOUBLE) {
                    i++;
                }
            }
            boolean found = false;
            for (int i = 1; i < count; i++) {
                if (at[i] != 0 && bytes.get(at[i]) == METHOD && isClock(bytes, at, at[i])) {
                    bytes.putShort(at[i] + 1, (short) (count + 1));
                    found = true;
                }
            }
            return found ? withSelf(bytes, count, end) : null;
        }

        private static int length(ByteBuffer bytes, int from, int tag) {
            return switch (tag) {
                case 1 -> 3 + Short.toUnsignedInt(bytes.getShort(from + 1));
                case LONG, DOUBLE -> 9;
                case 7, 8, 16, 19, 20 -> 3;
                case 15 -> 4;
                default -> 5;
            };
        }

        private static boolean isClock(ByteBuffer bytes, int[] at, int method) {
            String name = text(bytes, at[index(bytes, at[index(bytes, method + 3)] + 1)]);
            if (!name.equals("currentTimeMillis") && !name.equals("getNanoTimeAdjustment")) {
                return false;
            }
            String owner = text(bytes, at[index(bytes, at[index(bytes, method + 1)] + 1)]);
            return owner.equals("java/lang/System") || owner.equals("jdk/internal/misc/VM");
        }

        private static int index(ByteBuffer bytes, int from) {
            return Short.toUnsignedInt(bytes.getShort(from));
        }

        private static String text(ByteBuffer bytes, int entry) {
            return new String(bytes.array(), entry + 3, index(bytes, entry + 1), StandardCharsets.UTF_8);
        }

        /** With two entries more: the name of this class, and the class. */
        private static byte[] withSelf(ByteBuffer bytes, int count, int end) {
            byte[] self = SELF.getBytes(StandardCharsets.UTF_8);
            ByteBuffer more = ByteBuffer.allocate(bytes.capacity() + 3 + self.length + 3);
            more.put(bytes.array(), 0, end).putShort(FIRST_ENTRY - 2, (short) (count + 2));
            more.put((byte) 1).putShort((short) self.length).put(self);
            more.put((byte) 7).putShort((short) count);
            more.put(bytes.array(), end, bytes.capacity() - end);
            return more.array();
        }
    }
}
