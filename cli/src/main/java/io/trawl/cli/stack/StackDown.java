package io.trawl.cli.stack;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trawl stack down} */
@Command(
        name = "down",
        header = "Stop every part; unfinished jobs go on when it is up again.",
        mixinStandardHelpOptions = true)
final class StackDown implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private StackOptions stack = new StackOptions();

    StackDown(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalStack.existing(stack.directory(surroundings)).down(part -> surroundings.say("stopped " + part.name()));
        return ExitCode.COMPLETE.number();
    }
}
