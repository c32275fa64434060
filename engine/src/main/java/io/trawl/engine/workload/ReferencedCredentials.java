package io.trawl.engine.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Credentials in the environment of this process and in files of its machine. What a variable or file is called may
 * come from whoever registers a source, so this process' own secrets are out of reach.
 */
public final class ReferencedCredentials implements Credentials {
    /** A certificate with its chain fits; a disk image does not. */
    public static final int MAX_BYTES = 65_536;

    private static final String OWN = "TRAWL_";
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";

    private final Map<String, String> environment;

    public ReferencedCredentials(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Secret resolve(String reference) throws CredentialRefused {
        if (reference.startsWith(ENVIRONMENT)) {
            return variable(reference.substring(ENVIRONMENT.length()));
        }
        if (reference.startsWith(FILE)) {
            return file(reference.substring(FILE.length()));
        }
        throw new CredentialRefused("The credential is no reference; write env:NAME or file:PATH.");
    }

    private Secret variable(String name) throws CredentialRefused {
        if (name.startsWith(OWN)) {
            throw new CredentialRefused("The credential env:" + name
                    + " belongs to Trawl itself; put the source's own into a variable of another name.");
        }
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new CredentialRefused("The credential env:" + name
                    + " is not set where the source is opened; set it in the environment of the worker.");
        }
        return new Secret(value);
    }

    private static Secret file(String name) throws CredentialRefused {
        try (InputStream in = Files.newInputStream(absolute(name))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CredentialRefused("The credential file:" + name + " is larger than " + MAX_BYTES
                        + " bytes; name the right file.");
            }
            // Editors and shells end a file with a line break that is no part of a password.
            String value = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            if (value.isEmpty()) {
                throw new CredentialRefused("The credential file:" + name + " is empty; write the secret into it.");
            }
            return new Secret(value);
        } catch (IOException e) {
            throw new CredentialRefused("The credential file:" + name
                    + " cannot be read where the source is opened; check that it is there and readable.");
        }
    }

    private static Path absolute(String name) throws CredentialRefused {
        try {
            Path path = Path.of(name);
            if (path.isAbsolute() && Files.isRegularFile(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // As with a file that is not there.
        }
        throw new CredentialRefused("The credential file:" + name
                + " is no file where the source is opened; give the absolute path of one.");
    }
}
