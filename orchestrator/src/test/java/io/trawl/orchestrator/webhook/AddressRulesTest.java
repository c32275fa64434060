package io.trawl.orchestrator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final URI SOMEWHERE = URI.create("https://hooks.example.org/x");
    private static final AddressRules STRICT = new AddressRules(false, false);
    private static final AddressRules WIDE = new AddressRules(true, true);

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "8.8.8.8", "2606:4700::1111", "198.17.0.1", "100.128.0.1"})
    void shouldAllowPublicAddresses(String address) {
        assertThat(STRICT.allows(SOMEWHERE, InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1"
            })
    void shouldAllowPrivateNetworksOnlyWhenTold(String address) {
        assertThat(STRICT.allows(SOMEWHERE, InetAddress.ofLiteral(address))).isFalse();
        assertThat(WIDE.allows(SOMEWHERE, InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "fe80::1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::",
                "ff02::1",
                "::a9fe:a9fe",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "fd00:ec2::254",
                "127.0.0.1",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254"
            })
    void shouldNeverCallThisMachineOrAMetadataServiceUnderAForeignName(String address) {
        assertThat(WIDE.allows(SOMEWHERE, InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void shouldCallThisMachineByItsOwnNamesWhenTold() {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");

        assertThat(WIDE.allows(URI.create("http://localhost:9/x"), loopback)).isTrue();
        assertThat(WIDE.allows(URI.create("http://127.0.0.1:9/x"), loopback)).isTrue();
        assertThat(STRICT.allows(URI.create("http://127.0.0.1:9/x"), loopback)).isFalse();
    }

    @Test
    void shouldCallNothingElseWithoutTls() {
        assertThat(WIDE.allows(URI.create("http://hooks.example.org"), InetAddress.ofLiteral("8.8.8.8")))
                .isFalse();
    }
}
