package io.trawl.e2e.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of the image, each on one line. */
record DockerFile(List<Instruction> instructions) {
    private static final Pattern LINE = Pattern.compile("([A-Z]+)\\s+(.*)");
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S+)");

    record Instruction(String word, String rest) {}

    static DockerFile read() throws IOException {
        List<Instruction> instructions = new ArrayList<>();
        String text = Files.readString(ComposeFile.REPOSITORY.resolve("Dockerfile"));
        for (String line :
                text.replaceAll("(?m)^#.*\n", "").replace("\\\n", " ").split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                instructions.add(new Instruction(matcher.group(1), matcher.group(2)));
            } else if (!line.isBlank()) {
                throw new AssertionError("This is no instruction: " + line);
            }
        }
        return new DockerFile(instructions);
    }

    List<String> all(String word) {
        return instructions.stream()
                .filter(instruction -> instruction.word().equals(word))
                .map(Instruction::rest)
                .toList();
    }

    /** What {@code ENV} sets, of all stages. */
    Map<String, String> environment() {
        return pairs("ENV");
    }

    /** What {@code ARG} sets when nobody else does. */
    Map<String, String> arguments() {
        return pairs("ARG");
    }

    private Map<String, String> pairs(String word) {
        Map<String, String> pairs = new LinkedHashMap<>();
        all(word)
                .forEach(rest -> VARIABLE.matcher(rest)
                        .results()
                        .forEach(pair -> pairs.put(pair.group(1), pair.group(2).replace("\"", ""))));
        return pairs;
    }
}
