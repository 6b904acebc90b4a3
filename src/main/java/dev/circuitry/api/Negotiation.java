package dev.circuitry.api;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Chooses the form of an answer: the {@code format} parameter wins, else the Accept header. */
final class Negotiation {
    /** A form that an address writes. */
    record Form(String name, String mediaType) {
        boolean suits(MediaType wanted) {
            return wanted.includes(MediaType.parseMediaType(mediaType));
        }
    }

    private Negotiation() {}

    /** The form asked for; the first where the client does not care. */
    static Form choose(HttpServletRequest request, QueryParameters query, List<Form> forms) {
        var format = query.text("format");
        if (format.isPresent()) {
            return forms.stream()
                    .filter(form -> form.name().equals(format.get()))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    notWritten(
                                            "format " + QueryParameters.shortened(format.get()),
                                            forms));
        }
        var accepted = accepted(request, forms);
        return accepted.stream()
                .flatMap(wanted -> forms.stream().filter(form -> form.suits(wanted)))
                .findFirst()
                .orElseThrow(() -> notWritten("any media type of the Accept header", forms));
    }

    private static List<MediaType> accepted(HttpServletRequest request, List<Form> forms) {
        try {
            var types =
                    MediaType.parseMediaTypes(
                            Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
            if (types.isEmpty()) {
                return List.of(MediaType.ALL);
            }
            return types.stream()
                    .filter(type -> type.getQualityValue() > 0)
                    .sorted(
                            (one, other) ->
                                    Double.compare(other.getQualityValue(), one.getQualityValue()))
                    .toList();
        } catch (InvalidMediaTypeException unreadable) {
            throw notWritten("what the Accept header says", forms);
        }
    }

    private static ProblemException notWritten(String wanted, List<Form> forms) {
        var written =
                forms.stream()
                        .map(form -> form.name() + " (" + form.mediaType() + ")")
                        .collect(Collectors.joining(", "));
        return new ProblemException(
                ProblemCode.NOT_ACCEPTABLE,
                "This address does not write " + wanted + ". It writes " + written + ".");
    }
}
