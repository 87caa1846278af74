#pragma once
#include <curl/curl.h>

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt take variable arguments, which Swift can't call: one
// function per type of argument. The names stand in parentheses because curl.h also defines them as macros.

static inline CURLcode daruma_curl_set_long(CURL *handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode daruma_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode daruma_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode daruma_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode daruma_curl_set_receiver(CURL *handle, CURLoption option, curl_write_callback value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode daruma_curl_set_before_request(CURL *handle, curl_prereq_callback value) {
  return (curl_easy_setopt)(handle, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode daruma_curl_certificates(CURL *handle, struct curl_certinfo **value) {
  return (curl_easy_getinfo)(handle, CURLINFO_CERTINFO, value);
}

static inline CURLMcode daruma_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return (curl_multi_setopt)(multi, option, value);
}

// Ubuntu 22.04 has 7.81, without the option that takes the protocols as text.
static inline CURLcode daruma_curl_allow_only_http(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return (curl_easy_setopt)(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return (curl_easy_setopt)(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

// Since 7.87 libcurl can leave a name lookup behind instead of waiting for it when its transfer is taken away;
// before, a dead name server holds up the thread for as long as the system's resolver tries.
static inline CURLcode daruma_curl_leave_lookups_behind(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return (curl_easy_setopt)(handle, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)handle;
  return CURLE_OK;
#endif
}
