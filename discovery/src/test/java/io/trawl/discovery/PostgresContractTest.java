package io.trawl.discovery;

import io.trawl.schemas.SourceSpec;
import java.util.List;

class PostgresContractTest extends DatabaseContract {
    @Override
    Database fresh() throws Exception {
        Postgres postgres = Postgres.fresh();
        return new Database() {
            @Override
            public SourceSpec source() {
                return postgres.source();
            }

            @Override
            public void run(List<String> statements) throws Exception {
                postgres.run(statements.toArray(String[]::new));
            }

            @Override
            public String quoted(String name) {
                return "\"" + name.replace("\"", "\"\"") + "\"";
            }

            @Override
            public String shown(String table) {
                return "public." + table;
            }
        };
    }
}
