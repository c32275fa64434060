package io.trawl.cli.output;

import java.util.Locale;

/** For people, for programs, for spreadsheets. */
public enum Format {
    TABLE,
    JSON,
    CSV;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
