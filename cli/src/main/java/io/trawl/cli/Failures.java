package io.trawl.cli;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.logs.Logs;
import io.trawl.cli.output.TerminalText;
import io.trawl.cli.run.Surroundings;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Whatever goes wrong is told in one sentence. Stack traces are for the log, and for those who ask for them. */
record Failures(Surroundings surroundings) implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final String DEBUG = "TRAWL_DEBUG";

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        say(firstLine(e));
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> meant = unmatched.getSuggestions();
            if (!meant.isEmpty()) {
                surroundings.say("Did you mean: " + TerminalText.escape(String.join(", ", meant)) + "?");
            }
        }
        surroundings.say("See " + command.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.USAGE.number();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if ("1".equals(surroundings.environment().get(DEBUG))) {
            e.printStackTrace(surroundings.err());
        }
        if (e instanceof Refusal refusal) {
            say(firstLine(refusal));
            return refusal.exitCode().number();
        }
        say("Something went wrong that should not have (" + firstLine(e) + "); " + whereMore(e));
        return ExitCode.FAILED.number();
    }

    int handleError(Error e) {
        if ("1".equals(surroundings.environment().get(DEBUG))) {
            e.printStackTrace(surroundings.err());
        }
        say("Something went wrong that should not have (" + e.getClass().getSimpleName() + ": " + firstLine(e) + "); "
                + whereMore(e));
        return ExitCode.FAILED.number();
    }

    private String whereMore(Throwable e) {
        String logs = System.getProperty("trawl.logs");
        if (logs == null) {
            return DEBUG + "=1 tells more.";
        }
        LoggerFactory.getLogger(Failures.class).error("The command failed", e);
        return logs + "/" + Logs.FILE + " tells more.";
    }

    private void say(String sentence) {
        surroundings.out().flush();
        surroundings.say("trawl: " + TerminalText.escape(sentence));
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
