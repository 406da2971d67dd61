//! A small bakery's shop on a MariaDB server, for tests in other languages. Prints where it is as one line of JSON and lives
//! until its input ends.

#![expect(clippy::print_stdout, reason = "whoever started it reads the place here")]

use std::io::Read as _;

use backstock_servers::{MariaDb, NotHere, PASSWORD, USER};

const BAKERY: &str = "
    CREATE TABLE customers (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(80) NOT NULL, email VARCHAR(120));
    CREATE TABLE products (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(80) NOT NULL, price DECIMAL(8,2) NOT NULL);
    CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, customer_id INT NOT NULL, total DECIMAL(8,2) NOT NULL,
        FOREIGN KEY (customer_id) REFERENCES customers (id));
    INSERT INTO customers (name, email) VALUES ('Ada Rye', 'ada@example.com'), ('Bo Wheat', 'bo@example.com');
    INSERT INTO products (name, price) VALUES ('Rye bread', 4.50), ('Plum cake', 3.20), ('Crumpet', 1.10);
    INSERT INTO orders (customer_id, total) VALUES (1, 9.00), (2, 3.20);
    ANALYZE TABLE customers, products, orders;";

fn main() -> Result<(), NotHere> {
    let server = MariaDb::start()?;
    let database = server.fresh_database("bakery")?;
    server.run(&database, BAKERY)?;
    println!(
        r#"{{"port": {}, "socket": "{}", "database": "{database}", "user": "{USER}", "password": "{PASSWORD}"}}"#,
        server.port(),
        server.socket().display()
    );
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    Ok(())
}
