package dev.circuitry.api;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** A page for every problem code: what it means and what to do, as HTML or JSON. */
@RestController
class ProblemPages {
    private static final List<Negotiation.Form> FORMS =
            List.of(
                    new Negotiation.Form("json", MediaType.APPLICATION_JSON_VALUE),
                    new Negotiation.Form("html", MediaType.TEXT_HTML_VALUE));

    /** A code's page as JSON. */
    record ProblemPage(String code, String type, int status, String title, String explanation) {
        static ProblemPage of(ProblemCode code) {
            return new ProblemPage(
                    code.name(), code.type(), code.status(), code.title(), code.explanation());
        }

        String html() {
            return "<h1>%s</h1><p><code>%s</code>, status %d</p><p>%s</p>"
                    .formatted(
                            HtmlUtils.htmlEscape(title),
                            code,
                            status,
                            HtmlUtils.htmlEscape(explanation));
        }
    }

    @GetMapping("/problems")
    ResponseEntity<?> all(HttpServletRequest request) {
        var pages = Arrays.stream(ProblemCode.values()).map(ProblemPage::of).toList();
        var query = new QueryParameters(request, List.of("format", "limit", "cursor"));
        var page = query.page();
        query.check();
        return answer(
                request,
                query,
                PageDocument.of(pages, page),
                pages.stream().map(ProblemPage::html).collect(Collectors.joining("<hr>")));
    }

    @GetMapping("/problems/{slug}")
    ResponseEntity<?> one(@PathVariable String slug, HttpServletRequest request) {
        var query = new QueryParameters(request, List.of("format"));
        query.check();
        var page =
                Arrays.stream(ProblemCode.values())
                        .filter(code -> code.slug().equals(slug))
                        .findFirst()
                        .map(ProblemPage::of)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ProblemCode.NOT_FOUND,
                                                "There is no problem of this name. GET /problems lists them."));
        return answer(request, query, page, page.html());
    }

    private static ResponseEntity<?> answer(
            HttpServletRequest request, QueryParameters query, Object json, String html) {
        if (Negotiation.choose(request, query, FORMS).name().equals("json")) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json);
        }
        var page =
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Circuitry: problems</title><body"
                        + " style=\"font-family:sans-serif;max-width:42em;margin:2em auto\">"
                        + html
                        + "</body></html>";
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(page);
    }
}
