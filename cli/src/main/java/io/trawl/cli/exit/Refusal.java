package io.trawl.cli.exit;

/** Ends the command with one sentence for its user: what is wrong and what to do. Never a defect of the program. */
public class Refusal extends RuntimeException {
    private final ExitCode exitCode;

    public Refusal(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public Refusal(ExitCode exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
