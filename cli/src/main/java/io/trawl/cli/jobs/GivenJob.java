package io.trawl.cli.jobs;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Json;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as commands take it: a file, or the sources alone. */
public final class GivenJob {
    private static final int MAX_BYTES = 16_000_000;

    private GivenJob() {}

    /**
     * @param file with the job as JSON, {@code -} for the input
     * @param sources {@code ID} of a registered one, or {@code ID=PATH}; exactly one of the two is given
     */
    public static JobRequest of(@Nullable String file, List<String> sources, String workload, InputStream input) {
        if ((file == null) == sources.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "Give either a FILE with the job (- for the input) or --source.");
        }
        try {
            return file == null
                    ? ofSources(sources, workload)
                    : Json.parse(text(file, input), JobRequest.class, MAX_BYTES);
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, "The job was refused: " + e.getMessage() + ".", e);
        }
    }

    private static JobRequest ofSources(List<String> sources, String workload) {
        List<SourceSpec> specs = sources.stream().map(GivenJob::source).toList();
        return new JobRequest(null, workload, specs, null, null, null, null);
    }

    private static SourceSpec source(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return SourceSpec.named(text);
        }
        String root =
                Path.of(text.substring(equals + 1)).toAbsolutePath().normalize().toString();
        return SourceSpec.of(text.substring(0, equals), "file", Map.of("root", root));
    }

    private static String text(String name, InputStream input) {
        try {
            return name.equals("-")
                    ? new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new Refusal(ExitCode.USAGE, "The job cannot be read from " + name + " (" + e + ").", e);
        }
    }
}
