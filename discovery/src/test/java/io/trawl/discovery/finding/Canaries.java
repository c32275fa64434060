package io.trawl.discovery.finding;

import java.util.List;

/** One made-up value per detector, as it would stand in a file. */
final class Canaries {
    record Canary(String detector, String text) {}

    static final List<Canary> ALL = List.of(
            new Canary("email", "jo.canary@example.com"),
            new Canary("phone", "+442079460958"),
            new Canary("ip_address", "203.0.113.77"),
            new Canary("payment_card", "4111111111111111"),
            new Canary("iban", "DE89370400440532013000"),
            new Canary("us_ssn", "536-22-8145"),
            new Canary("aws_access_key_id", "AKIAIOSFODNN7EXAMPLE"),
            new Canary("aws_secret_access_key", "secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            new Canary("github_token", "ghp_0123456789abcdefghijABCDEFGHIJ000000"),
            new Canary(
                    "private_key",
                    "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5LCBvbmx5IHRoZSBzaGFwZSBvZiBvbmUsIG5vIG1vcmU=\n"),
            new Canary("jwt", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.bm90LWEtc2lnbmF0dXJl"));

    private Canaries() {}
}
