package io.trawl.orchestrator.api;

import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request, whatever was sent: never more than the limit is held. */
final class RequestBody {
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_DEPTH = 32;

    private static final JsonMapper TREES = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .maxStringLength(MAX_BYTES)
                            .build())
                    .build())
            .build();

    private RequestBody() {}

    /** A message between parts of Trawl: fields that are not known here are those of a newer sender. */
    static <T> T message(HttpServletRequest request, Class<T> type, int maxBytes) {
        refuseEncoded(request);
        try {
            return Json.parse(bytes(request, maxBytes), type, maxBytes);
        } catch (InvalidField e) {
            throw Refused.body(
                    e.field().isEmpty() ? ProblemType.MALFORMED_BODY : ProblemType.INVALID_MESSAGE,
                    e.pointer(),
                    e.getMessage() + ".");
        }
    }

    static JsonNode object(HttpServletRequest request) {
        refuseEncoded(request);
        byte[] body = bytes(request, MAX_BYTES);
        if (body.length == 0) {
            throw malformed("The body is empty; send a JSON object.");
        }
        JsonNode tree = tree(body);
        if (!tree.isObject()) {
            throw malformed("The body must be one JSON object, in braces.");
        }
        return tree;
    }

    private static void refuseEncoded(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refused(Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The body has a Content-Encoding, which is not supported here; send it uncompressed."));
        }
    }

    private static byte[] bytes(HttpServletRequest request, int max) {
        if (request.getContentLengthLong() > max) {
            throw tooLarge(max);
        }
        byte[] body;
        try {
            // One byte over the limit tells a body without declared length that is too large from one that just fits.
            body = request.getInputStream().readNBytes(max + 1);
        } catch (IOException e) {
            throw malformed("The body did not arrive whole; send it again.");
        }
        if (body.length > max) {
            throw tooLarge(max);
        }
        return body;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return TREES.readTree(body);
        } catch (StreamConstraintsException e) {
            throw malformed("The body goes beyond a limit: at most " + MAX_DEPTH
                    + " levels of nesting, 100 characters in a number and 1,000 in a field name; make it simpler.");
        } catch (JacksonException e) {
            throw malformed("The body is not valid JSON" + place(e)
                    + "; check for syntax, for a field given twice and for UTF-8 encoding.");
        }
    }

    private static String place(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static Refused malformed(String detail) {
        return Refused.body(ProblemType.MALFORMED_BODY, "", detail);
    }

    private static Refused tooLarge(int max) {
        return new Refused(Problem.of(
                ProblemType.BODY_TOO_LARGE, "The body is larger than " + max + " bytes; split the request."));
    }
}
