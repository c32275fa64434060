package io.trawl.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources themselves must keep to, beyond what compiled classes show. */
class SourcesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MAX_LINES = 400;
    private static final int MAX_METHOD_LINES = 50;
    private static final Pattern TABLE_ROW = Pattern.compile(" +case [A-Z_]+ -> [A-Za-z.]+(::[A-Za-z]+)?;");
    private static final Pattern METHOD_START =
            Pattern.compile("^ {4}(?! )(?!.*\\b(class|interface|record|enum)\\b)[\\w@<].*\\{$");

    @Test
    void shouldKeepFilesShort() {
        assertThat(javaFiles("src"))
                .allSatisfy(file ->
                        assertThat(lines(file).size()).as("lines of %s", file).isLessThanOrEqualTo(MAX_LINES));
    }

    @Test
    void shouldKeepMethodsShort() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : javaFiles("src")) {
            List<String> lines = lines(file);
            int start = -1;
            for (int i = 0; i < lines.size(); i++) {
                if (METHOD_START.matcher(lines.get(i)).matches()) {
                    start = i;
                } else if (lines.get(i).equals("    }") && start >= 0) {
                    if (i - start - rows(lines.subList(start, i)) > MAX_METHOD_LINES) {
                        tooLong.add(file + ":" + (start + 1));
                    }
                    start = -1;
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /** A row of a table is looked up, not followed: it makes no method long. */
    private static long rows(List<String> method) {
        return method.stream().filter(line -> TABLE_ROW.matcher(line).matches()).count();
    }

    @Test
    void shouldDescribeEveryPackage() {
        assertThat(javaFiles("src/main"))
                .extracting(Path::getParent)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("/**", "@NullMarked"));
    }

    @Test
    void shouldNeitherSleepNorMockInTests() {
        // The words are put together here, so that this file is not its own finding.
        assertThat(javaFiles("src/test"))
                .allSatisfy(file -> assertThat(String.join("\n", lines(file)))
                        .as("%s", file)
                        .doesNotContain("Thread." + "sleep(", "Mock" + "ito", "@Dis" + "abled\n", "@Dis" + "abled("));
    }

    private static List<Path> javaFiles(String below) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve(below))
                    .filter(Files::isDirectory)
                    .flatMap(SourcesTest::walk)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
