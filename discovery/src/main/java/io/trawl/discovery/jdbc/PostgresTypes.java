package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a column of each type is read. */
final class PostgresTypes {
    /** None of what is looked for can stand in them. */
    private static final Set<String> HARMLESS = Set.of(
            "bool",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "uuid",
            "money",
            "bit",
            "varbit",
            "float4",
            "float8",
            "point",
            "line",
            "lseg",
            "box",
            "path",
            "polygon",
            "circle",
            "macaddr",
            "macaddr8",
            "oid",
            "xid",
            "xid8",
            "cid",
            "tid",
            "pg_lsn",
            "pg_snapshot",
            "txid_snapshot",
            "oidvector",
            "int2vector",
            "regclass",
            "regproc",
            "regprocedure",
            "regoper",
            "regoperator",
            "regtype",
            "regrole",
            "regnamespace",
            "regconfig",
            "regdictionary",
            "regcollation",
            "aclitem",
            "daterange",
            "tsrange",
            "tstzrange",
            "datemultirange",
            "tsmultirange",
            "tstzmultirange",
            "void");
    /** Places on earth say something of people, in a form that is not read. */
    private static final Set<String> PLACES = Set.of("geometry", "geography", "raster", "topogeometry");
    /** Text that is cut where it is stored. */
    private static final Set<String> TEXTS = Set.of("text", "varchar", "name", "citext", "char");

    private PostgresTypes() {}

    /**
     * @param typtype {@code b}ase, {@code c}omposite, {@code e}num, {@code r}ange, {@code m}ultirange
     * @param category {@code A} for arrays
     * @param element of an array
     */
    record Type(
            String name,
            String typtype,
            String category,
            @Nullable String element) {}

    static Column column(String name, Type type) {
        String value = Quoted.identifier(name, '"');
        String base = type.element() == null ? type.name() : type.element();
        if (HARMLESS.contains(base)) {
            return Column.left(name, Left.excluded(Reasons.TYPE + base));
        }
        if (PLACES.contains(base)) {
            return Column.left(name, Left.skipped(Reasons.UNSUPPORTED + base));
        }
        if (type.name().equals("bytea")) {
            return Column.read(name, Column.Form.BYTES, value);
        }
        if (TEXTS.contains(type.name()) || type.typtype().equals("e")) {
            return Column.read(name, Column.Form.TEXT, value + "::text");
        }
        String guard = "coalesce(pg_column_size(" + value + ") > " + DatabaseLimits.GUARD_BYTES + ", false)";
        if (type.category().equals("A")) {
            return Column.guarded(name, Column.Form.JSON, "array_to_json(" + value + ")::text", guard);
        }
        if (type.typtype().equals("c")) {
            return Column.guarded(name, Column.Form.JSON, "row_to_json(" + value + ")::text", guard);
        }
        boolean document = type.name().equals("json") || type.name().equals("jsonb");
        return Column.guarded(name, document ? Column.Form.JSON : Column.Form.TEXT, value + "::text", guard);
    }
}
