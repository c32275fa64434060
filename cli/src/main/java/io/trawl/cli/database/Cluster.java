package io.trawl.cli.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Unpacks the server's binaries and makes the cluster, each once. */
final class Cluster {
    private static final String MAJOR_VERSION = "18";

    /**
     * More options for initdb, where the library has a place only for those of the locale. The builtin provider sorts
     * the same on every machine; the passwords replace the library's trust in everyone.
     */
    private static final List<String[]> INITDB = List.of(
            new String[] {"locale", "C"},
            new String[] {"locale-provider", "builtin"},
            new String[] {"builtin-locale", "C.UTF-8"},
            new String[] {"auth-host", "scram-sha-256"},
            new String[] {"auth-local", "scram-sha-256"});

    private final DataDirectory directory;

    Cluster(DataDirectory directory) {
        this.directory = directory;
    }

    /** @return the directory of the binaries */
    Path prepare() {
        try {
            refuseAnotherVersion();
            setUnfinishedAside();
            Path unpacked = OwnerOnly.directory(directory.binaries()).resolve("unpacked");
            initialise(unpacked);
            return bin(unpacked);
        } catch (IOException e) {
            throw new DatabaseUnavailable("The database in " + directory.path() + " cannot be made (" + e + ").", e);
        }
    }

    private void refuseAnotherVersion() throws IOException {
        Path file = directory.cluster().resolve("PG_VERSION");
        if (ServerSettings.written(directory.cluster()) && Files.exists(file)) {
            String found = Files.readString(file).strip();
            if (!found.equals(MAJOR_VERSION)) {
                throw new DatabaseUnavailable("The database in " + directory.path() + " was made by PostgreSQL " + found
                        + ", and this trawl brings " + MAJOR_VERSION
                        + "; use the trawl that made it, or another --data-dir.");
            }
        }
    }

    /** The settings are written last, so a cluster without them never held a job: its making was interrupted. */
    private void setUnfinishedAside() throws IOException {
        Path cluster = directory.cluster();
        if (Files.exists(cluster) && !ServerSettings.written(cluster)) {
            Path aside = cluster.resolveSibling("pgdata.unfinished");
            deleteTree(aside);
            Files.move(cluster, aside, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * The library unpacks, runs initdb and would then start the server: with fsync off, with a limit on the time that
     * recovery may take, and without telling why it failed. It is stopped before that.
     */
    private void initialise(Path unpacked) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver(new BinariesFor(unpacked))
                .setDataDirectory(directory.cluster())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(unpacked.toFile())
                .setOutputRedirector(ProcessBuilder.Redirect.to(log().toFile()))
                .setLocaleConfig("pwfile", directory.databasePassword().toString())
                .setDataDirectoryCustomizer(Cluster::stopHere);
        INITDB.forEach(option -> builder.setLocaleConfig(option[0], option[1]));
        try {
            builder.start().close();
        } catch (Prepared e) {
            // As wanted. The library's own lock is ours, too: it would be in the way of the next start in this process.
            Files.deleteIfExists(directory.cluster().resolve("epg-lock"));
        } catch (IllegalStateException e) {
            throw new DatabaseUnavailable(whyInitdbFailed(), e);
        }
    }

    private static void stopHere(File cluster) {
        throw new Prepared();
    }

    private String whyInitdbFailed() throws IOException {
        String text = Files.exists(log()) ? Files.readString(log()) : "";
        if (text.contains("cannot be run as root")) {
            return "PostgreSQL does not run as root here; run trawl as a plain user, or give --database-url.";
        }
        if (text.contains("effective user ID")) {
            return "PostgreSQL needs a name for the user it runs as; add the user to /etc/passwd, or give --database-url.";
        }
        return "PostgreSQL could not make its files in " + directory.path() + "; " + log() + " says why.";
    }

    private Path log() {
        return directory.logs().resolve("initdb.log");
    }

    /** The newest, since each version is unpacked into a directory of its own. */
    private static Path bin(Path unpacked) throws IOException {
        try (Stream<Path> versions = Files.list(unpacked)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("pg_ctl")))
                    .max((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                    .orElseThrow(() -> new IOException("no server was unpacked in " + unpacked));
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * The library unpacks once for each resolver of a process, wherever that was: with one of its own, each directory
     * gets its binaries.
     */
    private record BinariesFor(Path unpacked) implements PgBinaryResolver {
        @Override
        public InputStream getPgBinary(String system, String machine) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        }
    }

    /** Ends the library's start at the point where everything is prepared. */
    private static final class Prepared extends RuntimeException {
        Prepared() {
            super(null, null, false, false);
        }
    }
}
