package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.CredentialRefused;
import io.trawl.engine.workload.Credentials;
import io.trawl.engine.workload.SourceCheck;
import io.trawl.engine.workload.SourceCheck.Trouble;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Opens a database as an attempt would and says in one sentence what came of it. */
final class DatabaseCheck {
    private static final int LOOKED_AT = 100;

    private DatabaseCheck() {}

    static SourceCheck of(Dialect dialect, DatabaseOptions options, Credentials credentials) {
        String place = options.path().isEmpty()
                ? options.url().host() + ":" + options.url().port() + "/"
                        + options.url().database()
                : options.path();
        try (Session session = new Session(dialect, options, credentials)) {
            if (options.credential() != null) {
                credentials.resolve(options.credential());
            }
            List<Listed> tables = session.transaction(connection -> dialect.list(connection, options, null, LOOKED_AT));
            long readable =
                    tables.stream().filter(table -> table.left() == null).count();
            if (readable == 0 && !tables.isEmpty()) {
                return new SourceCheck(
                        Trouble.PERMISSION,
                        "The user may read none of the first " + tables.size() + " tables of " + place
                                + "; grant it SELECT on them.");
            }
            return SourceCheck.fine("Connected to " + place + "; of the first " + tables.size() + " tables " + readable
                    + " can be read.");
        } catch (CredentialRefused e) {
            return SourceCheck.of(e);
        } catch (Unreadable e) {
            return trouble(e.reason(), place);
        } catch (SQLException e) {
            return trouble(dialect.verdict(e).reason(), place);
        } catch (IOException e) {
            return trouble(Reasons.UNREACHABLE, place);
        }
    }

    private static SourceCheck trouble(String reason, String place) {
        return switch (reason) {
            case Reasons.UNREACHABLE ->
                new SourceCheck(
                        Trouble.UNREACHABLE,
                        "Nothing answers at " + place + "; check host, port and what lies between.");
            case Reasons.TLS ->
                new SourceCheck(
                        Trouble.TLS,
                        "No secure connection to " + place
                                + " could be made; check sslmode, sslrootcert and the certificate's name.");
            case Reasons.LOGIN_REFUSED ->
                new SourceCheck(Trouble.LOGIN, place + " refuses the login; check user and credential.");
            case Reasons.CREDENTIAL ->
                new SourceCheck(
                        Trouble.CREDENTIAL, "The credential has no password for " + place + "; add a line for it.");
            case Reasons.NO_DATABASE, Reasons.GONE ->
                new SourceCheck(Trouble.MISSING, "There is no database at " + place + "; check its name.");
            case Reasons.DENIED ->
                new SourceCheck(Trouble.PERMISSION, "The user may not look into " + place + "; grant it access.");
            case Reasons.FORBIDDEN ->
                new SourceCheck(
                        Trouble.FORBIDDEN,
                        "The address of " + place + " is one that workers do not connect to; " + Addresses.VARIABLE
                                + " in their environment says which they do.");
            default ->
                new SourceCheck(
                        Trouble.UNSUITABLE, place + " answered with an error (" + reason + "); look into its log.");
        };
    }
}
