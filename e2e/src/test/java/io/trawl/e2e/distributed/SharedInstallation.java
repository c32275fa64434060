package io.trawl.e2e.distributed;

import io.trawl.cli.stack.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Gives tests one installation that all of them share, whole again after each, since its start takes most of their time. */
final class SharedInstallation implements ParameterResolver, AfterEachCallback, TestExecutionExceptionHandler {
    private static final Path ROOT = Path.of("target", "installation").toAbsolutePath();

    /** Ends with the last test of the run. */
    private record Kept(Installation installation) implements AutoCloseable {
        static Kept up() {
            delete();
            return new Kept(Installation.up(
                    ROOT,
                    new Shape(2, 1, 3, 0, 0),
                    Map.of(
                            "TRAWL_API_JOBS_AT_STANDSTILL",
                            Integer.toString(Installation.JOBS_AT_STANDSTILL),
                            "JDK_JAVA_OPTIONS",
                            "-XX:TieredStopAtLevel=1 -javaagent:" + ClockAgent.jar(created(ROOT)))));
        }

        @Override
        public void close() {
            installation.close();
            delete();
        }
    }

    private static Installation of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedInstallation.class))
                .computeIfAbsent(Kept.class, _ -> Kept.up(), Kept.class)
                .installation();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    /** What the installation looked like belongs to the failure: it is gone when somebody reads of it. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String picture;
        try {
            picture = Picture.of(of(context));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        throw new AssertionError(failure.getMessage() + "\n" + picture, failure);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            of(context).forgetJobs();
        }
        of(context).heal();
    }

    private static Path created(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete() {
        if (!Files.exists(ROOT)) {
            return;
        }
        try (Stream<Path> all = Files.walk(ROOT)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
