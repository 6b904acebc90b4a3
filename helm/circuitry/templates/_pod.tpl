{{/* The name that all objects begin with: the release's, and the chart's where that does not hold it already. */}}
{{- define "circuitry.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}

{{/* What selects the pods of a role; it may never change. Takes (dict "root" $ "role" ROLE). */}}
{{- define "circuitry.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end }}

{{- define "circuitry.labels" -}}
{{ include "circuitry.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{/* What the workers compute on: "cpu", or "cuda:0,cuda:1". */}}
{{- define "circuitry.devices" -}}
{{- if .Values.workers.gpus }}
{{- $devices := list }}
{{- range $index := until (int .Values.workers.gpus) }}{{ $devices = append $devices (printf "cuda:%d" $index) }}{{ end }}
{{- join "," $devices }}
{{- else }}cpu{{ end }}
{{- end }}

{{/* The pod of a role. Takes (dict "root" $ "role" ROLE "settings" VALUES-OF-THE-ROLE "gpus" NUMBER). */}}
{{- define "circuitry.pod" -}}
{{- $values := .root.Values -}}
metadata:
  labels:
    {{- include "circuitry.labels" . | nindent 4 }}
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/path: /actuator/prometheus
    prometheus.io/port: "8080"
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false  # their variables would read as settings
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with .settings.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .settings.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  terminationGracePeriodSeconds: {{ .settings.terminationGracePeriodSeconds | default 45 }}
  containers:
    - name: circuitry
      image: "{{ $values.image.repository }}:{{ $values.image.tag | default .root.Chart.AppVersion }}{{ if .gpus }}-cuda{{ end }}"
      imagePullPolicy: {{ $values.image.pullPolicy }}
      env:
        - name: CIRCUITRY_ROLE
          value: {{ .role }}
        - name: CIRCUITRY_WORKERS_DEVICES  # the API refuses jobs for others
          value: {{ include "circuitry.devices" .root | quote }}
        - name: SERVER_ADDRESS
          value: 0.0.0.0
        - name: CIRCUITRY_ALLOW_OPEN  # strangers are kept out by the NetworkPolicy, or by whoever set allowOpen
          value: "true"
        - name: SPRING_DATASOURCE_URL
          value: {{ $values.database.url | quote }}
        {{- range $key := list "username" "password" }}
        - name: SPRING_DATASOURCE_{{ upper $key }}
          valueFrom:
            secretKeyRef:
              name: {{ $values.database.existingSecret }}
              key: {{ $key }}
        {{- end }}
        {{- range $name, $value := $values.settings }}
        - name: {{ $name }}
          value: {{ $value | quote }}
        {{- end }}
      ports:
        - name: http
          containerPort: 8080
      startupProbe:  # tables are made or changed here, and natives loaded
        httpGet: {path: /actuator/health/liveness, port: http}
        periodSeconds: 3
        failureThreshold: 100
      livenessProbe:
        httpGet: {path: /actuator/health/liveness, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:  # a worker that does not find a known circuit on its device stops the roll-out there
        httpGet: {path: /actuator/health/{{ if eq .role "worker" }}selftest{{ else }}readiness{{ end }}, port: http}
        periodSeconds: 5
        timeoutSeconds: 5
      {{- if eq .role "api" }}
      lifecycle:
        preStop:
          exec: {command: [sleep, "5"]}  # until nobody sends requests here any more
      {{- end }}
      resources:
        requests:
          {{- toYaml (.settings.resources.requests | default dict) | nindent 10 }}
        {{- $limits := .settings.resources.limits | default dict }}
        {{- if .gpus }}{{ $limits = merge (dict "nvidia.com/gpu" .gpus) $limits }}{{ end }}
        limits:
          {{- toYaml $limits | nindent 10 }}
      securityContext:
        readOnlyRootFilesystem: true
        allowPrivilegeEscalation: false
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: home, mountPath: /var/lib/circuitry}
        - {name: models, mountPath: /models, readOnly: true}
  volumes:
    - name: home  # temporary files; all that is kept is in the database
      emptyDir: {sizeLimit: 2Gi}
    - name: models
      {{- toYaml ($values.models.volume | default (dict "emptyDir" dict)) | nindent 6 }}
{{- end }}
