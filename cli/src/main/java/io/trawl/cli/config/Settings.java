package io.trawl.cli.config;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the environment and a file say; what stands on the command line goes before both, and the caller asks it first. */
public final class Settings {
    private static final String PREFIX = "trawl.";

    private final Map<String, String> environment;
    private final Map<Setting, String> file;

    private Settings(Map<String, String> environment, Map<Setting, String> file) {
        this.environment = Map.copyOf(environment);
        this.file = Map.copyOf(file);
    }

    /** @throws Refusal for a file that cannot be read, and for a key of ours that there is not */
    public static Settings load(@Nullable Path configFile, Map<String, String> environment) {
        if (configFile == null) {
            return new Settings(environment, Map.of());
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(configFile)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(
                    ExitCode.USAGE, "The file " + configFile + " cannot be read as properties (" + e + ").", e);
        }
        return new Settings(environment, bind(properties, configFile));
    }

    /** Keys of others may stand in the same file; a misspelt one of ours would silently do nothing. */
    private static Map<Setting, String> bind(Properties properties, Path configFile) {
        Map<Setting, String> bound = new EnumMap<>(Setting.class);
        for (String name : properties.stringPropertyNames()) {
            Optional<Setting> setting = Setting.find(name);
            if (setting.isPresent()) {
                bound.put(setting.get(), properties.getProperty(name).strip());
            } else if (name.startsWith(PREFIX)) {
                String nearest = Nearest.to(
                                name,
                                Arrays.stream(Setting.values())
                                        .map(Setting::key)
                                        .toList())
                        .orElseThrow();
                throw new Refusal(
                        ExitCode.USAGE,
                        "There is no setting '" + name + "' (in " + configFile + "); did you mean '" + nearest + "'?");
            }
        }
        return bound;
    }

    public Optional<String> text(Setting setting) {
        String inEnvironment = environment.get(setting.environment());
        return Optional.ofNullable(
                inEnvironment == null || inEnvironment.isBlank() ? file.get(setting) : inEnvironment);
    }

    /** The option, when it was given. */
    public Optional<String> either(@Nullable String option, Setting setting) {
        return option != null ? Optional.of(option) : text(setting);
    }

    /** @throws Refusal when it is no whole number between the two, both included */
    public Optional<Integer> number(Setting setting, int min, int max) {
        return text(setting).map(text -> {
            try {
                return within(setting.key(), Integer.parseInt(text), min, max);
            } catch (NumberFormatException e) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "'" + setting.key() + "' must be a number between " + min + " and " + max + ", got '" + text
                                + "'.");
            }
        });
    }

    /** @throws Refusal when it is no duration between the two, both included */
    public Optional<Duration> duration(Setting setting, Duration min, Duration max) {
        return text(setting).map(text -> {
            Optional<Duration> duration = parsed(text);
            if (duration.isEmpty()
                    || duration.get().compareTo(min) < 0
                    || duration.get().compareTo(max) > 0) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "'" + setting.key() + "' must be a duration from " + min + " to P" + max.toDays()
                                + "D, for example P90D, got '" + text + "'.");
            }
            return duration.get();
        });
    }

    private static Optional<Duration> parsed(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** False when absent. */
    public boolean flag(Setting setting) {
        String value = text(setting).orElse("false");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new Refusal(ExitCode.USAGE, "'" + setting.key() + "' must be true or false, got '" + value + "'.");
        }
        return value.equalsIgnoreCase("true");
    }

    /** @throws Refusal when it is not between the two, both included */
    public static int within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "'" + name + "' must be a number between " + min + " and " + max + ", got '" + value + "'.");
        }
        return value;
    }

    /** Secrets come from the environment alone. */
    public @Nullable String secret(String variable) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : value;
    }
}
