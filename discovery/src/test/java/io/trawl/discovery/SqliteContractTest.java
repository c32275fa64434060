package io.trawl.discovery;

import io.trawl.schemas.SourceSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteContractTest extends DatabaseContract {
    @TempDir
    private Path directory;

    private int number;

    @Override
    Database fresh() {
        number++;
        Path file = directory.resolve("db" + number + ".sqlite");
        return new Database() {
            @Override
            public SourceSpec source() {
                return SourceSpec.of("s", "sqlite", Map.of("url", "sqlite://" + file));
            }

            @Override
            public void run(List<String> statements) throws Exception {
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                        Statement statement = connection.createStatement()) {
                    for (String sql : statements) {
                        statement.execute(sql);
                    }
                }
            }

            @Override
            public String quoted(String name) {
                return "\"" + name.replace("\"", "\"\"") + "\"";
            }

            @Override
            public String repeated(String text, int times) {
                return "replace(hex(zeroblob(" + times + ")), '00', '" + text + "')";
            }

            @Override
            public String shown(String table) {
                return table;
            }
        };
    }
}
