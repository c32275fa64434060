package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrawlCommandTest {

    @Test
    void shouldSayItsNameAndVersion() {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new TrawlCommand())
                .setOut(new PrintWriter(out, true))
                .execute("--version");
        assertThat(exit).isZero();
        assertThat(out.toString()).startsWith("trawl ");
    }
}
