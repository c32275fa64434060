package io.trawl.cli.logs;

import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Sends what the parts and the libraries log to a file: the terminal is for what the command itself says. */
public final class Logs {
    public static final String FILE = "trawl.log";

    private static final String CONFIGURATION = "trawl-logback.xml";
    private static final String CONSOLE = "trawl-logback-console.xml";

    private Logs() {}

    /** Before the first logger is made, or it has no effect. */
    public static void to(Path directory, LogFormat format) {
        System.setProperty("trawl.logs", directory.toString());
        configured(CONFIGURATION, format);
    }

    /** To standard error instead. Before the first logger is made, or it has no effect. */
    public static void toConsole(LogFormat format) {
        configured(CONSOLE, format);
    }

    private static void configured(String configuration, LogFormat format) {
        System.setProperty("trawl.log.format", format.word());
        System.setProperty("logback.configurationFile", configuration);
        // The web server's framework sets logging up once more when it starts, by this.
        System.setProperty("logging.config", "classpath:" + configuration);
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new ToSlf4j());
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** The JDK's own logging, and what is built on it, into the same file. */
    private static final class ToSlf4j extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() < Level.WARNING.intValue()) {
                return;
            }
            String name = logged.getLoggerName() == null ? "java" : logged.getLoggerName();
            String message = formatter.formatMessage(logged);
            if (logged.getLevel().intValue() >= Level.SEVERE.intValue()) {
                LoggerFactory.getLogger(name).error(message, logged.getThrown());
            } else {
                LoggerFactory.getLogger(name).warn(message, logged.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
