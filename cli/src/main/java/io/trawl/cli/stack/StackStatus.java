package io.trawl.cli.stack;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.Surroundings;
import io.trawl.cli.stack.LocalStack.PartStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trawl stack status} */
@Command(
        name = "status",
        header = "Show the parts, and whether they are ready.",
        description = "Exit code 1 when a part is not.",
        mixinStandardHelpOptions = true)
final class StackStatus implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private StackOptions stack = new StackOptions();

    StackStatus(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalStack local = LocalStack.existing(stack.directory(surroundings));
        List<PartStatus> parts = local.status();
        StackTable.print(surroundings, parts);
        StackTable.printSites(surroundings, local.members());
        boolean ready = parts.stream().allMatch(PartStatus::ready);
        return ready ? ExitCode.COMPLETE.number() : ExitCode.FAILED.number();
    }
}
