package io.trawl.cli.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The real logging of the command into a directory of a test, and what it has written. */
final class WrittenLog implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Path file;

    WrittenLog(Path directory, LogFormat format) throws JoranException {
        file = directory.resolve(Logs.FILE);
        Logs.to(directory, format);
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormat.class.getResource("/trawl-logback.xml"));
    }

    List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Lets go of the file. */
    @Override
    public void close() {
        context.reset();
    }
}
