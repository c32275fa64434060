package com.example.shop;

/** Talks to the payment provider. */
final class PaymentClient {
    // TODO: move to the vault
    private static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final String SUPPORT = "support@example.com";

    String chargeTestCard() {
        return charge("4242424242424242");
    }
}
