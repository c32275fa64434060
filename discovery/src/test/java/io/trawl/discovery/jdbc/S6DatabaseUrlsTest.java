package io.trawl.discovery.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.discovery.source.Reasons;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job may name as a database, and where that leads. */
class S6DatabaseUrlsTest {
    private static void validate(String url) throws InvalidJob {
        new PostgresDialect().options(SourceSpec.of("s", "postgresql", Map.of("url", url)), "/sources/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Parameters that load classes or write files in the driver.
                "postgresql://u@h/d?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
                "postgresql://u@h/d?socketFactoryArg=http://evil.example/x.xml",
                "postgresql://u@h/d?sslfactory=evil.Factory",
                "postgresql://u@h/d?sslfactoryarg=file:///etc/passwd",
                "postgresql://u@h/d?sslhostnameverifier=evil.Verifier",
                "postgresql://u@h/d?sslpasswordcallback=evil.Callback",
                "postgresql://u@h/d?authenticationPluginClassName=evil.Plugin",
                "postgresql://u@h/d?xmlFactoryFactory=evil.Factory",
                "postgresql://u@h/d?loggerLevel=TRACE&loggerFile=/var/www/shell.jsp",
                "postgresql://u@h/d?loggerFile=/etc/cron.d/x",
                "postgresql://u@h/d?jaasLogin=true",
                "postgresql://u@h/d?jaasApplicationName=x",
                "postgresql://u@h/d?kerberosServerName=x",
                "postgresql://u@h/d?service=x",
                "postgresql://u@h/d?options=-c%20search_path=evil",
                "postgresql://u@h/d?localSocketAddress=127.0.0.1",
                "postgresql://u@h/d?password=x",
                "postgresql://u@h/d?user=postgres",
                "postgresql://u@h/d?ApplicationName=x",
                "postgresql://u@h/d?readOnly=false",
                "postgresql://u@h/d?currentSchema=evil",
                "postgresql://u@h/d?preferQueryMode=simple",
                "postgresql://u@h/d?sslkey=/etc/shadow",
                "postgresql://u@h/d?SSLMODE=disable",
                "postgresql://u@h/d?sslmode=require&sslmode=disable",
                "postgresql://u@h/d?sslmode=%",
                "postgresql://u@h/d?sslmode=%00",
                "postgresql://u@h/d?&",
                "postgresql://u@h/d?sslmode",
                // Other schemes.
                "jdbc:postgresql://u@h/d",
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://evil.example/x.sql'",
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "ldap://evil.example/x",
                "POSTGRESQL://u@h/d",
                "mysql://u@h/d",
                // More than one host, or none.
                "postgresql://u@a,b/d",
                "postgresql://u@a:5432,169.254.169.254:80/d",
                "postgresql:///d",
                "postgresql://u@/d",
                "postgresql:d",
                "postgresql://u@h",
                "postgresql://u@h/",
                "postgresql://u@h:0/d",
                "postgresql://u@h:65536/d",
                "postgresql://u@h:99999999999/d",
                "postgresql://u@h:5432:80/d",
                // Hosts that a resolver takes for addresses and a rule for names.
                "postgresql://u@2130706433/d",
                "postgresql://u@0x7f000001/d",
                "postgresql://u@0x7f.1/d",
                "postgresql://u@127.1/d",
                "postgresql://u@0177.0.0.1/d",
                "postgresql://u@010.0.0.1/d",
                "postgresql://u@0/d",
                "postgresql://u@169.254.43518/d",
                "postgresql://u@1.2.3.4.5/d",
                "postgresql://u@127.0.0.1./d",
                // Things that end one part and begin another.
                "postgresql://u@evil.example@169.254.169.254/d",
                "postgresql://u@h#@169.254.169.254/d",
                "postgresql://u@h/d#x",
                "postgresql://u@h\\@169.254.169.254/d",
                "postgresql://u@h/d/e",
                "postgresql://u@h/d%0d%0aX",
                "postgresql://u@h /d",
                "postgresql://u@h\t/d",
                "postgresql://u@[::1/d",
                "postgresql://u@[fe80::1%25eth0]/d",
                "postgresql://u@%31%36%39.254.169.254/d",
                "postgresql://h/d",
                "",
            })
    void shouldRefuseTheUrl(String url) {
        assertThatThrownBy(() -> validate(url)).isInstanceOf(InvalidJob.class);
    }

    @Test
    void shouldRefuseAPasswordWithoutRepeatingIt() {
        assertThatThrownBy(() -> validate("postgresql://u:hunter2@h/d"))
                .isInstanceOf(InvalidJob.class)
                .hasMessageContaining("credential")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u@db.example.com/shop",
                "postgresql://u@10.0.0.7:6432/shop?sslmode=verify-full&sslrootcert=/etc/ca.pem",
                "postgresql://u@[2001:db8::7]/shop",
                "postgresql://my%20user@db/my%2Fdb?connectTimeout=3"
            })
    void shouldTakeTheUrl(String url) throws Exception {
        validate(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "169.254.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "255.255.255.255",
                "240.0.0.1",
                "224.0.0.1",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "fe80::1",
                "::",
                "ff02::1",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::169.254.169.254",
                "2002:a9fe:a9fe::1",
                "::ffff:0.0.0.0"
            })
    void shouldNotConnectTo(String address) throws Exception {
        InetAddress host = InetAddress.getByName(address);
        assertThat(Addresses.of("loopback").permits(host)).isFalse();
        try (var socket = new GuardedSockets().createSocket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(host, 80), 1_000))
                    .isInstanceOf(GuardedSockets.RefusedAddress.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "93.184.215.14", "2001:db8::7", "fd12:3456::1"})
    void shouldConnectTo(String address) throws Exception {
        assertThat(Addresses.of("").permits(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"})
    void shouldConnectToItsOwnMachineOnlyWhereAllowed(String address) throws Exception {
        assertThat(Addresses.of("loopback").permits(InetAddress.getByName(address)))
                .isTrue();
        assertThat(Addresses.of("").permits(InetAddress.getByName(address))).isFalse();
    }

    /** The driver looks a name up by itself; what is checked is the address of the connection it makes. */
    @Test
    void shouldCheckTheAddressThatTheDriverConnectsTo() throws Exception {
        PostgresDialect dialect = new PostgresDialect();
        SourceSpec source = SourceSpec.of("s", "postgresql", Map.of("url", "postgresql://u@169.254.169.254:80/d"));
        assertThatThrownBy(() -> dialect.connect(dialect.options(source, ""), "x"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(dialect.verdict(e).reason()).isEqualTo(Reasons.FORBIDDEN));
    }
}
