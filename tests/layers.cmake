cmake_minimum_required(VERSION 3.25)
# The picture of docs/architecture.md, checked: no include goes up or sideways, each third party is included in
# its one place, and nothing below apps/ reaches for files, clocks or terminals.
set(folders diagnostics engine dsl formats analysis apps)
set(diagnostics_may_include diagnostics)
set(engine_may_include diagnostics engine)
foreach(side dsl formats analysis)
    set(${side}_may_include diagnostics engine ${side})
endforeach()
set(apps_may_include ${folders})

set(third_parties "boost/" "tao/" "toml[+][+]/" "rapidjson/" "utf8proc" "phonenumbers/" "nlohmann/" "CLI/" "z3" "catch2/" "benchmark/"
    "gettext-po" "unicode/" "pugixml" "ctemplate/" "simdjson" "oneapi/" "xxhash" "zip[.]h" "csv[.]h" "xlsxwriter" "sqlite3" "fnmatch.h"
    "fstream>|iostream>|filesystem>|cstdio>|ctime>|chrono>|locale>|thread>|unistd.h>|sys/")
set(homes "engine/dependency_graph.cpp" "dsl/(grammar|grammar_errors|lex|parse).[ch]pp" "formats/read_toml.cpp"
    "formats/read_json.cpp" "formats/normalise.cpp" "engine/phone_number.cpp" "formats/(write_[a-z_]+|read_report).cpp" "apps/cli/.*" "analysis/z3_solver.cpp"
    "tests/.*" "tests/.*" "apps/cli/catalogue_file.cpp" "apps/cli/locale.cpp" "formats/(write_junit|read_xlsx).cpp"
    "formats/html_page.hpp" "formats/json_index.cpp" "apps/cli/check_portfolio.cpp" "engine/fingerprint.cpp" "formats/read_xlsx.cpp" "formats/csv_sheet.cpp" "apps/cli/(plan_workbook.*|write_plan_xlsx.cpp)" "apps/cli/database.cpp" "apps/cli/pattern.cpp" "apps/.*")

set(wrong "")
foreach(folder IN LISTS folders)
    file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.[ch]pp ${ROOT}/${folder}/*.def ${ROOT}/${folder}/*.inc)
    if(NOT files AND IS_DIRECTORY ${ROOT}/${folder})
        string(APPEND wrong "${folder}/: nothing to check\n")
    endif()
    foreach(file IN LISTS files)
        file(STRINGS ${ROOT}/${file} includes REGEX "^[ \t]*#[ \t]*include")
        foreach(include IN LISTS includes)
            string(REGEX MATCH "[<\"].*" include "${include}")
            if(include MATCHES "^\"" AND NOT include MATCHES "^\"([a-z]+)/")
                string(APPEND wrong "${file}: ${include} does not start at the root of the project\n")
            elseif(include MATCHES "^.([a-z]+)/" AND CMAKE_MATCH_1 IN_LIST folders
                   AND NOT CMAKE_MATCH_1 IN_LIST ${folder}_may_include)
                string(APPEND wrong "${file}: ${folder} may not include ${include}\n")
            endif()
            foreach(third_party home IN ZIP_LISTS third_parties homes)
                if(include MATCHES "^.(${third_party})" AND NOT file MATCHES "^${home}$")
                    string(APPEND wrong "${file}: ${include} belongs in ${home}\n")
                endif()
            endforeach()
        endforeach()
    endforeach()
endforeach()
if(wrong)
    message(FATAL_ERROR "includes that docs/architecture.md rules out:\n${wrong}")
endif()
