#include "http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace lianghu::http {

std::size_t Metrics::add_route(std::string method, std::string pattern) {
  auto series = std::make_unique<Series>();
  series->method = std::move(method);
  series->pattern = std::move(pattern);
  series_.push_back(std::move(series));
  return series_.size() - 1;
}

void Metrics::add_value(Kind kind, std::string name, std::string help, std::function<double()> value) {
  values_.push_back({kind, std::move(name), std::move(help), std::move(value)});
}

void Metrics::record(std::size_t route, int status, double seconds) {
  Series& series = *series_.at(route);
  const auto bucket = std::lower_bound(bounds_seconds.begin(), bounds_seconds.end(), seconds);
  const auto one = std::uint64_t{1};
  series.by_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))].fetch_add(
      one, std::memory_order_relaxed);
  series.buckets[static_cast<std::size_t>(bucket - bounds_seconds.begin())].fetch_add(
      one, std::memory_order_relaxed);
  series.microseconds.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
}

std::string Metrics::text() const {
  std::string out;
  auto to = std::back_inserter(out);
  for (const auto& value : values_) {
    fmt::format_to(to, "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", value.name, value.help,
                   value.kind == Kind::counter ? "counter" : "gauge", value.value());
  }
  fmt::format_to(to,
                 "# HELP lianghu_requests_total Requests answered, by route and class of status.\n"
                 "# TYPE lianghu_requests_total counter\n");
  for (const auto& series : series_) {
    for (std::size_t i = 1; i < series->by_class.size(); ++i) {
      const auto count = series->by_class[i].load(std::memory_order_relaxed);
      if (count == 0) continue;
      fmt::format_to(to, "lianghu_requests_total{{method=\"{}\",route=\"{}\",status=\"{}xx\"}} {}\n",
                     series->method, series->pattern, i, count);
    }
  }
  fmt::format_to(to,
                 "# HELP lianghu_request_seconds Time from the head of a request to its answer.\n"
                 "# TYPE lianghu_request_seconds histogram\n");
  for (const auto& series : series_) {
    std::uint64_t sum = 0;
    for (const auto& bucket : series->buckets) sum += bucket.load(std::memory_order_relaxed);
    if (sum == 0) continue;
    const auto labels = fmt::format("method=\"{}\",route=\"{}\"", series->method, series->pattern);
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < bounds_seconds.size(); ++i) {
      below += series->buckets[i].load(std::memory_order_relaxed);
      fmt::format_to(to, "lianghu_request_seconds_bucket{{{},le=\"{}\"}} {}\n", labels, bounds_seconds[i],
                     below);
    }
    fmt::format_to(
        to,
        "lianghu_request_seconds_bucket{{{0},le=\"+Inf\"}} {1}\nlianghu_request_seconds_count{{{0}}} {1}\n",
        labels, sum);
    fmt::format_to(to, "lianghu_request_seconds_sum{{{}}} {}\n", labels,
                   static_cast<double>(series->microseconds.load(std::memory_order_relaxed)) / 1e6);
  }
  return out;
}

}  // namespace lianghu::http
