package io.trawl.engine.state;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Draws moves as a Mermaid state diagram. */
public final class StateDiagram {
    private StateDiagram() {}

    public static <S extends Enum<S>> String mermaid(S initial, List<Move<S>> moves, Predicate<S> terminal) {
        String steps = moves.stream()
                .map(move -> "    " + move.from() + " --> " + move.to() + " : " + move.by())
                .collect(Collectors.joining("\n"));
        String ends = moves.stream()
                .map(Move::to)
                .filter(terminal)
                .distinct()
                .map(state -> "    " + state + " --> [*]")
                .collect(Collectors.joining("\n"));
        return "stateDiagram-v2\n    [*] --> " + initial + "\n" + steps + "\n" + ends + "\n";
    }
}
