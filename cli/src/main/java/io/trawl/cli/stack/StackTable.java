package io.trawl.cli.stack;

import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.run.Surroundings;
import io.trawl.cli.stack.LocalStack.Member;
import io.trawl.cli.stack.LocalStack.PartStatus;
import java.util.List;

/** The parts of a stack, a line each. */
final class StackTable {
    private StackTable() {}

    /** Of a federation. */
    static void printSites(Surroundings surroundings, List<Member> members) {
        if (members.isEmpty()) {
            return;
        }
        Table table = Table.of(List.of(Column.TEXT, Column.TEXT, Column.TEXT), "site", "address", "master");
        members.forEach(member -> table.row(
                member.site(), member.api().toString(), member.master().toString()));
        surroundings.print(List.of(""));
        surroundings.print(table.lines(surroundings.width()));
    }

    static void print(Surroundings surroundings, List<PartStatus> parts) {
        Table table = Table.of(
                List.of(Column.TEXT, Column.TEXT, Column.NUMBER, Column.TEXT, Column.PATH),
                "part",
                "state",
                "pid",
                "address",
                "log");
        parts.forEach(status -> table.row(
                status.part().name(),
                status.pid() == 0 ? "stopped" : status.ready() ? "ready" : "not ready",
                status.pid() == 0 ? "" : Long.toString(status.pid()),
                status.part().address(),
                status.log().toString()));
        surroundings.print(table.lines(surroundings.width()));
    }
}
