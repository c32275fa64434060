package io.trawl.cli.access;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.engine.job.JobNotFound;
import io.trawl.schemas.Page;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads listings to their end, a page at a time. */
public final class Pages {
    private Pages() {}

    /** One page of a listing. */
    @FunctionalInterface
    public interface Source<T> {
        Page<T> page(@Nullable String cursor, int limit) throws JobNotFound;
    }

    public static <T> void each(Source<T> source, Consumer<T> consumer) {
        String cursor = null;
        do {
            Page<T> page = ask(source, cursor);
            page.items().forEach(consumer);
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private static <T> Page<T> ask(Source<T> source, @Nullable String cursor) {
        try {
            return source.page(cursor, Page.MAX_LIMIT);
        } catch (JobNotFound e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
