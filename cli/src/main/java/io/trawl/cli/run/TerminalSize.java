package io.trawl.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether messages go to a terminal, and how wide it is. Java tells neither of the stream for messages. */
public final class TerminalSize {
    public static final int DEFAULT_WIDTH = 100;
    private static final int NARROWEST = 40;
    /** In a file or a pipe nothing needs to give way. */
    private static final int WIDEST = 400;

    private TerminalSize() {}

    public static boolean onTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    public static int width(Map<String, String> environment, boolean terminal) {
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : terminal ? asked() : WIDEST;
        return Math.clamp(width, NARROWEST, WIDEST);
    }

    private static int asked() {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", "stty size <&2")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return answer.matches("[0-9]+ [1-9][0-9]{0,4}") ? Integer.parseInt(answer.split(" ", 2)[1]) : DEFAULT_WIDTH;
        } catch (IOException e) {
            return DEFAULT_WIDTH;
        }
    }
}
