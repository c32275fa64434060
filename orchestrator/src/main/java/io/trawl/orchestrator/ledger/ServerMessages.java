package io.trawl.orchestrator.ledger;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What may be told of the server's errors: names of our own tables and constraints, never values. */
final class ServerMessages {
    private ServerMessages() {}

    static String constraint(SQLException failure) {
        if (failure instanceof PSQLException told) {
            ServerErrorMessage message = told.getServerErrorMessage();
            if (message != null && message.getConstraint() != null) {
                return "constraint " + message.getConstraint();
            }
        }
        return "no constraint named";
    }
}
