package io.trawl.cli.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command sees of the world.
 *
 * @param home of the user
 * @param terminal whether messages go to a terminal, so that a line may be rewritten
 * @param width columns of that terminal
 */
public record Surroundings(
        PrintWriter out, PrintWriter err, Map<String, String> environment, Path home, boolean terminal, int width) {
    public void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    public void say(String line) {
        err.println(line);
        err.flush();
    }
}
