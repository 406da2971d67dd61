//! Every kind of value at its edges: what the server holds comes back to the last bit, as the server itself sees it.

use backstock_shops::ServerKind;

use super::desk::{ServerDesk, assert_same};

/// A type, and literals for values at its edges.
type Cells = (&'static str, &'static [&'static str]);

const MYSQL: &[Cells] = &[
    ("TINYINT", &["0", "-128", "127", "1"]),
    ("TINYINT UNSIGNED", &["0", "255"]),
    ("SMALLINT", &["-32768", "32767"]),
    ("MEDIUMINT UNSIGNED ZEROFILL", &["0", "42", "16777215"]),
    ("INT", &["-2147483648", "2147483647"]),
    ("INT(8) ZEROFILL", &["7", "4294967295"]),
    (
        "BIGINT",
        &["-9223372036854775808", "9223372036854775807", "9007199254740993"],
    ),
    (
        "BIGINT UNSIGNED",
        &["0", "9223372036854775808", "18446744073709551615"],
    ),
    ("BIT(1)", &["b'0'", "b'1'"]),
    ("BIT(64)", &["b'0'", "0x8000000000000001", "0xFFFFFFFFFFFFFFFF"]),
    ("DECIMAL(10,4)", &["0", "-0.0001", "19.99", "999999.9999"]),
    ("DECIMAL(10,2) ZEROFILL", &["0", "12.5"]),
    (
        "DECIMAL(65,30)",
        &[
            "12345678901234567890123456789012345.123456789012345678901234567890",
            "-0.000000000000000000000000000001",
        ],
    ),
    (
        "DECIMAL(65,0)",
        &["99999999999999999999999999999999999999999999999999999999999999999"],
    ),
    (
        "FLOAT",
        &[
            "0",
            "-0.0",
            "0.1",
            "16777216",
            "16777217",
            "3.4028234e38",
            "1.1754944e-38",
            "1e-45",
            "123456.789",
        ],
    ),
    (
        "DOUBLE",
        &[
            "0",
            "-0.0",
            "0.1",
            "9007199254740993",
            "1.7976931348623157e308",
            "2.2250738585072014e-308",
            "5e-324",
            "1e15",
        ],
    ),
    ("FLOAT(7,3)", &["1234.567", "0.001"]),
    ("DOUBLE(12,4)", &["12345678.9012", "-0.0001"]),
    ("YEAR", &["0", "1901", "2026", "2155"]),
    (
        "DATE",
        &[
            "'0000-00-00'",
            "'2026-00-00'",
            "'2026-02-00'",
            "'1000-01-01'",
            "'9999-12-31'",
            "'2024-02-29'",
        ],
    ),
    (
        "DATETIME",
        &[
            "'0000-00-00 00:00:00'",
            "'1000-01-01 00:00:00'",
            "'9999-12-31 23:59:59'",
        ],
    ),
    (
        "DATETIME(6)",
        &["'2026-10-25 00:30:00.000001'", "'2026-10-25 01:30:00.999999'"],
    ),
    (
        "TIMESTAMP NULL",
        &[
            "'1970-01-01 00:00:01'",
            "'2026-10-25 00:30:00'",
            "'2026-10-25 01:30:00'",
            "'2038-01-19 03:14:07'",
        ],
    ),
    ("TIMESTAMP(3) NULL", &["'2026-03-29 01:59:59.999'"]),
    ("TIME", &["'-838:59:59'", "'838:59:59'", "'00:00:00'"]),
    ("TIME(6)", &["'-00:00:00.000001'", "'838:59:58.999999'"]),
    ("CHAR(5)", &["''", "'a'", "'  a'", "'äöü'"]),
    (
        "CHAR(5) CHARACTER SET latin1",
        &["'é'", "_latin1 X'80'", "_latin1 X'819D'"],
    ),
    (
        "VARCHAR(50)",
        &[
            "''",
            "' '",
            "'a '",
            "'It''s'",
            "'back\\\\slash'",
            "'new\\nline'",
            "'tab\\tnul\\0end'",
            "'😀 emoji'",
            "'%_'",
        ],
    ),
    ("VARCHAR(50) CHARACTER SET utf8mb3", &["'€uro'", "'漢字'"]),
    (
        "VARCHAR(50) CHARACTER SET latin1",
        &["'Ã©'", "_latin1 X'C3A9'", "'naïve'"],
    ),
    ("VARCHAR(50) CHARACTER SET cp1251", &["'привет'", "_cp1251 X'98'"]),
    (
        "VARCHAR(50) CHARACTER SET sjis",
        &["_sjis X'82A0'", "_sjis X'5C'"],
    ),
    ("VARCHAR(50) CHARACTER SET greek", &["'αβγ'"]),
    ("VARCHAR(50) CHARACTER SET ucs2", &["'漢字'"]),
    ("VARCHAR(50) COLLATE utf8mb4_bin", &["'A'", "'a'", "'ä'"]),
    ("TEXT", &["''", "'x'", "REPEAT('ab', 30000)"]),
    ("LONGTEXT", &["REPEAT('€', 100000)"]),
    ("BINARY(4)", &["X'00'", "X'00FF00FF'"]),
    ("VARBINARY(20)", &["X''", "X'00'", "X'20'", "X'FFFE'", "'text'"]),
    ("BLOB", &["X''", "X'C328'", "REPEAT(X'00FF', 30000)"]),
    ("LONGBLOB", &["REPEAT(X'0D0A1A00', 40000)"]),
    ("ENUM('a','b','','x''y')", &["'a'", "''", "'x''y'"]),
    ("SET('red','green','blue')", &["''", "'red'", "'red,blue'"]),
    (
        "JSON",
        &["'{\"a\": 1.0, \"b\": [null, \"é\"]}'", "'null'", "'\"x\"'"],
    ),
    ("UUID", &["'00112233-4455-6677-8899-aabbccddeeff'"]),
    ("INET6", &["'2001:db8::ff00:42:8329'", "'::'"]),
    ("SMALLINT UNSIGNED", &["0", "65535"]),
    ("MEDIUMINT", &["-8388608", "8388607"]),
    ("INT UNSIGNED", &["0", "4294967295"]),
    ("BIT(8)", &["b'0'", "b'10000001'"]),
    ("DECIMAL(5,0)", &["-99999", "99999"]),
    ("DECIMAL(12,6) UNSIGNED", &["0.000001", "999999.999999"]),
    (
        "DATETIME(3)",
        &["'2026-03-29 02:30:00.500'", "'9999-12-31 23:59:59.999'"],
    ),
    ("TIME(3)", &["'-01:00:00.001'", "'23:59:59.999'"]),
    ("CHAR(1)", &["''", "'0'", "'€'"]),
    ("TINYTEXT", &["''", "REPEAT('z', 255)"]),
    ("MEDIUMTEXT", &["'a\\r\\nb'", "REPEAT('ß', 70000)"]),
    ("TINYBLOB", &["X''", "X'00FE'"]),
    ("MEDIUMBLOB", &["X'1A'", "REPEAT(X'FF', 70000)"]),
    ("VARCHAR(30) CHARACTER SET latin2", &["'žluťoučký'"]),
    ("VARCHAR(30) CHARACTER SET utf32", &["'a'", "'漢'"]),
    ("POINT", &["ST_GeomFromText('POINT(1.5 -2.25)')"]),
    ("GEOMETRY", &["ST_GeomFromText('POLYGON((0 0, 1 0, 1 1, 0 0))')"]),
];

const POSTGRES: &[Cells] = &[
    ("smallint", &["-32768", "32767"]),
    ("integer", &["-2147483648", "2147483647", "0"]),
    (
        "bigint",
        &["-9223372036854775808", "9223372036854775807", "9007199254740993"],
    ),
    ("oid", &["0", "4294967295"]),
    (
        "numeric",
        &[
            "0",
            "0.00",
            "19.990",
            "-1e-20",
            "123456789012345678901234567890.123456789",
            "'NaN'",
            "'Infinity'",
            "'-Infinity'",
        ],
    ),
    ("numeric(24,12)", &["1.5", "-0.000000000001"]),
    (
        "real",
        &[
            "0",
            "'-0'",
            "0.1",
            "16777216",
            "3.4028235e38",
            "1e-45",
            "'NaN'",
            "'Infinity'",
        ],
    ),
    (
        "double precision",
        &[
            "0",
            "'-0'",
            "0.1",
            "9007199254740993",
            "5e-324",
            "1.7976931348623157e308",
            "'NaN'",
            "'-Infinity'",
        ],
    ),
    ("money", &["'12.34'", "'-92233720368547758.08'"]),
    ("boolean", &["true", "false"]),
    (
        "text",
        &[
            "''",
            "' '",
            "'It''s'",
            "E'new\\nline\\ttab\\\\'",
            "'😀'",
            "'\\x00'",
            "'null'",
            "repeat('€', 100000)",
        ],
    ),
    ("varchar(20)", &["''", "'a '", "'NULL'"]),
    ("char(5)", &["''", "'a'", "'  b'"]),
    ("\"char\"", &["'x'", "''"]),
    ("name", &["'tea'"]),
    (
        "bytea",
        &[
            "''",
            "'\\x00ff'",
            "'\\x5c27'",
            "decode(repeat('00ff', 50000), 'hex')",
        ],
    ),
    (
        "date",
        &[
            "'infinity'",
            "'-infinity'",
            "'0044-03-15 BC'",
            "'2024-02-29'",
            "'5874897-12-31'",
        ],
    ),
    ("time", &["'00:00'", "'24:00'", "'23:59:59.999999'"]),
    ("time with time zone", &["'12:00+05:30'", "'23:59:59.999999-12'"]),
    (
        "timestamp",
        &[
            "'infinity'",
            "'4713-01-01 00:00:00 BC'",
            "'2026-10-25 02:30:00.000001'",
        ],
    ),
    (
        "timestamp with time zone",
        &[
            "'2026-10-25 00:30:00+00'",
            "'2026-10-25 01:30:00+00'",
            "'-infinity'",
            "'294276-12-31 23:59:59.999999+00'",
        ],
    ),
    (
        "interval",
        &[
            "'1 year -2 months 3 days 04:05:06.789'",
            "'-178000000 years'",
            "'0'",
        ],
    ),
    ("uuid", &["'00112233-4455-6677-8899-aabbccddeeff'"]),
    ("json", &["'{\"b\":1, \"a\":1.0,  \"a\":2}'", "'null'", "'\"x\"'"]),
    (
        "jsonb",
        &[
            "'{\"b\":1,\"a\":1.00}'",
            "'[1,null,\"é\"]'",
            "'123456789012345678901234567890'",
        ],
    ),
    ("xml", &["'<a b=\"c\">d</a>'"]),
    (
        "integer[]",
        &["'{}'", "'{1,NULL,3}'", "'{{1,2},{3,4}}'", "'[2:3]={1,2}'"],
    ),
    ("text[]", &["'{\"a,b\",\"c\\\"d\",\"\",NULL,\"null\"}'"]),
    ("numeric[]", &["'{1.00,NaN}'"]),
    ("int4range", &["'[1,5)'", "'empty'", "'(,)'"]),
    ("tstzrange", &["'[2026-01-01 00:00+00,infinity)'"]),
    ("int4multirange", &["'{[1,3),[7,9)}'"]),
    ("inet", &["'10.0.0.1'", "'10.0.0.1/8'", "'2001:db8::1'"]),
    ("cidr", &["'10.0.0.0/8'"]),
    ("macaddr", &["'08:00:2b:01:02:03'"]),
    ("bit(4)", &["B'0101'"]),
    ("bit varying(70)", &["B''", "B'101'"]),
    ("point", &["'(1.5,-2.25)'", "'(0.1,1e300)'"]),
    ("polygon", &["'((0,0),(1,0),(1,1))'"]),
    ("box", &["'(1,1),(0,0)'"]),
    ("tsvector", &["'''a b'':1A cat:2,3'"]),
    ("tsquery", &["'fat & (rat | cat)'"]),
    ("mood", &["'happy'", "'so-so'"]),
    ("postcode", &["'AB1 2CD'"]),
    ("pair", &["ROW(1, 'a,b')", "ROW(NULL, '')"]),
    ("pg_lsn", &["'16/B374D848'"]),
    ("numeric(5,0)", &["-99999", "99999"]),
    ("varchar(1)", &["''", "'€'"]),
    ("timestamp(0) with time zone", &["'2026-03-29 00:59:59+00'"]),
    ("time(3)", &["'23:59:59.999'"]),
    ("boolean[]", &["'{t,f,NULL}'", "'{}'"]),
    ("date[]", &["'{2024-02-29,infinity}'"]),
    ("uuid[]", &["'{00112233-4455-6677-8899-aabbccddeeff}'"]),
    ("bytea[]", &["ARRAY['\\x00ff'::bytea, NULL]"]),
    ("jsonb[]", &["ARRAY['{\"a\": [1, 2]}'::jsonb]"]),
    ("int8range", &["'[1,9223372036854775807)'", "'empty'"]),
    ("numrange", &["'(0.1,0.10000000001]'", "'(,)'"]),
    ("daterange", &["'[2026-01-01,2026-02-01)'"]),
    ("line", &["'{1,-1,0.5}'"]),
    ("lseg", &["'[(0,0),(1.5,2)]'"]),
    ("path", &["'[(0,0),(1,1)]'", "'((0,0),(1,1))'"]),
    ("circle", &["'<(0.1,0.2),3>'"]),
    ("macaddr8", &["'08:00:2b:01:02:03:04:05'"]),
];

/// One table for each type: the values in a column, and NULL.
fn goes_round(kind: ServerKind, cells: &[Cells], before: &str) {
    let Some(desk) = ServerDesk::new(kind, "values") else {
        return;
    };
    let mut sql = before.to_owned();
    for (at, (of_type, values)) in cells.iter().enumerate() {
        sql.push_str(&format!(
            "CREATE TABLE t{at} (id INT PRIMARY KEY, v {of_type} NULL);\n"
        ));
        for (row, value) in values.iter().chain(&["NULL"]).enumerate() {
            sql.push_str(&format!("INSERT INTO t{at} VALUES ({row}, {value});\n"));
        }
    }
    desk.sql(&sql);
    let (good, dump) = (desk.state(), desk.dump());
    assert_eq!(good.order.len(), count_of(cells));
    let tables = |statement: &str| -> String {
        (0..cells.len())
            .map(|at| format!("{statement} t{at};"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    // All of them gone, and all of them emptied.
    let emptied = (0..cells.len()).map(|at| format!("UPDATE t{at} SET v = NULL;"));
    for spoil in [tables("DELETE FROM"), emptied.collect::<Vec<_>>().join("\n")] {
        desk.sql(&spoil);
        desk.restore_all(&good);
        assert_same(&desk.dump(), &dump, "the values");
    }
    assert!(crate::desk::writes(&desk.state(), &good).is_empty());
    // What a plan is asked about: one record read alone is the same as among all others.
    let mut reading = backstock_shops::Shop::open_reading(&desk.shop()).unwrap();
    for (key, record) in &good.records {
        let alone = reading.read_record(key).unwrap().unwrap();
        assert_eq!(alone.document, record.document, "{key}");
    }
}

/// How many cells there are of a server: a type and a value at its edge, or NULL.
fn count_of(cells: &[Cells]) -> usize {
    cells.iter().map(|(_, values)| values.len() + 1).sum()
}

// RS-20: the cells of the two servers, each of them bit-identical by the server's own account in the tests below: as a row that
// was deleted, as a value that was changed, and as one of two equal rows without a key.
#[test]
fn there_are_at_least_400_cells() {
    let (mariadb, postgres) = (count_of(MYSQL), count_of(POSTGRES));
    assert!(
        mariadb + postgres >= 400,
        "{mariadb} of MariaDB and {postgres} of PostgreSQL"
    );
}

// RS-20
#[test]
fn every_value_of_mariadb_comes_back_to_the_last_bit() {
    goes_round(
        ServerKind::Mysql,
        MYSQL,
        "SET sql_mode = 'ALLOW_INVALID_DATES'; SET time_zone = '+00:00';\n",
    );
}

// RS-20
#[test]
fn every_value_of_postgres_comes_back_to_the_last_bit() {
    goes_round(
        ServerKind::Postgres,
        POSTGRES,
        "SET TIME ZONE 'UTC'; CREATE TYPE mood AS ENUM ('sad', 'so-so', 'happy');
         CREATE DOMAIN postcode AS varchar(10) CHECK (VALUE ~ '^[A-Z0-9 ]+$'); CREATE TYPE pair AS (n int, t text);\n",
    );
}

/// The same values in tables without any key, each twice: rows that are told apart by their content alone.
fn goes_round_without_keys(kind: ServerKind, cells: &[Cells], before: &str) {
    let Some(desk) = ServerDesk::new(kind, "bags") else {
        return;
    };
    let mut sql = before.to_owned();
    for (at, (of_type, values)) in cells.iter().enumerate() {
        sql.push_str(&format!("CREATE TABLE t{at} (v {of_type} NULL, other INT);\n"));
        for value in values.iter().chain(&["NULL"]) {
            sql.push_str(&format!("INSERT INTO t{at} VALUES ({value}, 1), ({value}, 1);\n"));
        }
    }
    desk.sql(&sql);
    let (good, dump) = (desk.state(), desk.dump());
    let one_each: Vec<String> = (0..cells.len())
        .map(|at| match kind {
            ServerKind::Mysql => format!("DELETE FROM t{at} LIMIT 3;"),
            ServerKind::Postgres => {
                format!("DELETE FROM t{at} WHERE ctid IN (SELECT ctid FROM t{at} LIMIT 3);")
            }
        })
        .collect();
    desk.sql(&one_each.join("\n"));
    let (spoiled, spoiled_dump) = (desk.state(), desk.dump());
    desk.restore_all(&good);
    assert_same(&desk.dump(), &dump, "the bags");
    desk.restore_all(&spoiled);
    assert_same(&desk.dump(), &spoiled_dump, "the bags, taken back");
}

// RS-20
#[test]
fn rows_without_a_key_are_told_apart_by_their_content_on_mariadb() {
    goes_round_without_keys(
        ServerKind::Mysql,
        MYSQL,
        "SET sql_mode = 'ALLOW_INVALID_DATES'; SET time_zone = '+00:00';\n",
    );
}

// RS-20
#[test]
fn rows_without_a_key_are_told_apart_by_their_content_on_postgres() {
    goes_round_without_keys(
        ServerKind::Postgres,
        POSTGRES,
        "SET TIME ZONE 'UTC'; CREATE TYPE mood AS ENUM ('sad', 'so-so', 'happy');
         CREATE DOMAIN postcode AS varchar(10) CHECK (VALUE ~ '^[A-Z0-9 ]+$'); CREATE TYPE pair AS (n int, t text);\n",
    );
}
