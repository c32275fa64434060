package io.trawl.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.SaidServer;
import io.trawl.cli.stack.LocalStack.Member;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteRegistrationTest {
    private static final String LIST = "GET /sites?limit=1000";
    private static final String KNOWN = """
            {"id":"site-2","url":"http://127.0.0.1:%d","residency":"strict","state":"CORDONED","labels":{"a":"b"},\
            "version":7}""";

    private SaidServer server;
    private Member member;

    @BeforeEach
    void startServer() throws Exception {
        server = new SaidServer();
        member = new Member("site-2", URI.create(server.url()), URI.create("http://127.0.0.1:4711"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void shouldAddASiteThatIsNotKnown() {
        server.when(LIST, 200, "{\"items\":[]}");
        server.when("POST /sites", 201, KNOWN.formatted(4711));
        new SiteRegistration(null, "env:STACK_SITE_TOKEN").register(member);
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().getLast())
                .startsWith("POST /sites {")
                .contains(
                        "\"id\":\"site-2\"",
                        "\"url\":\"http://127.0.0.1:4711\"",
                        "\"credential\":\"env:STACK_SITE_TOKEN\"");
    }

    @Test
    void shouldLeaveASiteThatIsKnownAsItIs() {
        server.when(LIST, 200, "{\"items\":[" + KNOWN.formatted(4711) + "]}");
        new SiteRegistration(null, null).register(member);
        assertThat(server.asked()).containsExactly(LIST);
    }

    @Test
    void shouldCorrectTheAddressAloneWhenPortsAreOthers() {
        server.when(LIST, 200, "{\"items\":[" + KNOWN.formatted(1234) + "]}");
        server.when("GET /sites/site-2", 200, KNOWN.formatted(1234));
        server.when("PUT /sites/site-2", 200, KNOWN.formatted(4711));
        new SiteRegistration(null, null).register(member);
        assertThat(server.asked()).hasSize(3);
        assertThat(server.asked().getLast())
                .startsWith("PUT /sites/site-2 \"7\" {")
                .contains(
                        "\"url\":\"http://127.0.0.1:4711\"",
                        "\"residency\":\"strict\"",
                        "\"state\":\"CORDONED\"",
                        "\"labels\":{\"a\":\"b\"}");
    }
}
