package io.trawl.orchestrator.access;

/** Where tokens and the audit trail are kept. */
public record AccessStores(TokenStore tokens, AuditTrail audit) {}
