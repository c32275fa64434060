package io.trawl.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateDiagramTest {
    private static final Path PAGE = Path.of("..", "docs", "states.md");

    @Test
    void shouldShowTheStatesOfTheCodeInTheDocumentation() throws IOException {
        String page = """
                # States

                Drawn from `JobMoves` and `TaskMoves` by `StateDiagramTest`, which fails when this page and the code differ.
                After a change, run it with `-Dtrawl.docs.write=true` to draw the page anew.

                ## Job

                ```mermaid
                %s```

                ## Task

                ```mermaid
                %s```
                """.formatted(
                        StateDiagram.mermaid(JobState.PENDING, JobMoves.ALL, JobState::terminal),
                        StateDiagram.mermaid(TaskState.PENDING, TaskMoves.ALL, TaskState::terminal));
        if (Boolean.getBoolean("trawl.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void shouldLetNoMoveButARetryLeaveATerminalState() {
        assertThat(TaskMoves.ALL)
                .filteredOn(move -> move.from().terminal())
                .allMatch(move -> move.by().equals("retry"));
        assertThat(JobMoves.ALL)
                .filteredOn(move -> move.from().terminal())
                .allMatch(move -> move.by().equals("retry"));
    }

    @Test
    void shouldReachEveryTaskState() {
        for (TaskState state : TaskState.values()) {
            assertThat(state == TaskState.PENDING || TaskMoves.ALL.stream().anyMatch(move -> move.to() == state))
                    .as("a way to %s", state)
                    .isTrue();
        }
    }
}
