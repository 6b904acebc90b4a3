package dev.circuitry.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of this interface, for tools and for people. */
@RestController
class DocsController {
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> openapi() {
        return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource("openapi.yaml"));
    }

    @GetMapping({"/docs", "/docs/", "/"})
    ResponseEntity<Void> docs() {
        return ResponseEntity.status(302).header(HttpHeaders.LOCATION, "/docs/index.html").build();
    }
}
