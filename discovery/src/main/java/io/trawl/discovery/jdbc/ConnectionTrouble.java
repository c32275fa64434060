package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What stands between us and a database, told by the causes of an error. */
final class ConnectionTrouble {
    private static final int MAX_CAUSES = 20;

    private ConnectionTrouble() {}

    /** @return null when the connection is not what is wrong */
    static @Nullable Verdict of(SQLException error) {
        Throwable cause = error;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            switch (cause) {
                case GuardedSockets.RefusedAddress _ -> {
                    return Verdict.refused(Reasons.FORBIDDEN);
                }
                case SSLException _ -> {
                    return Verdict.refused(Reasons.TLS);
                }
                case java.security.GeneralSecurityException _ -> {
                    return Verdict.refused(Reasons.TLS);
                }
                case UnknownHostException _, ConnectException _, NoRouteToHostException _, SocketTimeoutException _ -> {
                    return Verdict.passing(Reasons.UNREACHABLE);
                }
                default -> cause = cause.getCause();
            }
        }
        return null;
    }
}
