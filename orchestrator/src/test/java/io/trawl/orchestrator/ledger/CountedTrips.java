package io.trawl.orchestrator.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts how often a caller waits for the server: statements run and transactions ended. */
final class CountedTrips {
    private static final Set<String> WAITS = Set.of(
            "execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch", "commit", "rollback");

    private final AtomicInteger trips = new AtomicInteger();
    private final DataSource counted;

    CountedTrips(DataSource real) {
        this.counted = watch(DataSource.class, real);
    }

    DataSource dataSource() {
        return counted;
    }

    /** Since the last time it was asked. */
    int taken() {
        return trips.getAndSet(0);
    }

    private <T> T watch(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> call(real, method, args)));
    }

    private Object call(Object real, Method method, Object[] args) throws Throwable {
        if (!(real instanceof DataSource) && WAITS.contains(method.getName())) {
            trips.incrementAndGet();
        }
        try {
            return switch (method.invoke(real, args)) {
                case PreparedStatement statement -> watch(PreparedStatement.class, statement);
                case Statement statement -> watch(Statement.class, statement);
                case Connection connection when real instanceof DataSource -> watch(Connection.class, connection);
                case null -> null;
                case Object other -> other;
            };
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
