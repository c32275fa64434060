package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresSourceTest {
    @Test
    void shouldFindValuesInTablesAndAccountForEverything() throws Exception {
        Postgres database = Postgres.fresh();
        database.run(
                "CREATE TABLE customers (id int primary key, name text, card_number text, born date)",
                "INSERT INTO customers VALUES (1, 'Jane', '4111 1111 1111 1111', '1980-01-01')",
                "INSERT INTO customers VALUES (2, 'Joe', '5500005555555559', '1980-01-01')",
                "CREATE SCHEMA crm",
                "CREATE TABLE crm.contacts (mail text)",
                "INSERT INTO crm.contacts VALUES ('jane@example.org'), (NULL)",
                "CREATE MATERIALIZED VIEW crm.mails AS SELECT mail FROM crm.contacts",
                "CREATE VIEW crm.some_mails AS SELECT mail FROM crm.contacts");
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(database.source(), Map.of());
        assertThat(run.counts())
                .containsExactly(
                        "crm.contacts|mail|email 1",
                        "crm.mails (materialised view)|mail|email 1",
                        "public.customers|card_number|payment_card 2");
        assertThat(run.sortedGaps())
                .containsExactly(
                        "discover EXCLUDED not_wanted:view crm.some_mails (view)",
                        "discover EXCLUDED system:information_schema information_schema (schema)",
                        "discover EXCLUDED system:pg_catalog pg_catalog (schema)",
                        "discover EXCLUDED system:pg_toast pg_toast (schema)",
                        "inspect EXCLUDED type:date public.customers [born]");
    }
}
