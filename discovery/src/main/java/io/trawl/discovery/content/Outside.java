package io.trawl.discovery.content;

/**
 * Carries an exception that has nothing to do with the content being read (the attempt was stopped, an output could not
 * be staged) through the parsers, where anything else thrown means that the content is malformed.
 */
public final class Outside extends RuntimeException {
    private final transient RuntimeException carried;

    public Outside(RuntimeException carried) {
        super(null, carried, false, false);
        this.carried = carried;
    }

    public RuntimeException carried() {
        return carried;
    }
}
