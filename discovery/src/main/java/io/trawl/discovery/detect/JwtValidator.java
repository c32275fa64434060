package io.trawl.discovery.detect;

import io.trawl.schemas.Json;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** RFC 7519: the first segment is JSON that names an algorithm. */
final class JwtValidator implements Validator {
    @Override
    public Verdict check(String raw) {
        String header = raw.substring(0, raw.indexOf('.'));
        try {
            JsonNode json = Json.mapper().readTree(Base64.getUrlDecoder().decode(header));
            boolean named = json.isObject() && json.path("alg").isString();
            return named ? Verdict.accepted(raw) : Verdict.REJECTED;
        } catch (IllegalArgumentException | JacksonException e) {
            return Verdict.REJECTED;
        }
    }
}
