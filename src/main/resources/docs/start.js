// No validator: it would send the description to a server on the internet.
SwaggerUIBundle({url: '/openapi.yaml', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null});
