#pragma once

#include <cstdint>
#include <string_view>

namespace tutela {

// What a word may mean to the sensitive scan, as a bit mask.
using Senses = std::uint64_t;

namespace sense {

#define TUTELA_SENSE(name, number) inline constexpr Senses name = Senses{1} << number
// Persons
TUTELA_SENSE(person, 0);   // one of them, by a noun: girl, veuve, joven
TUTELA_SENSE(persons, 1);  // several of them
TUTELA_SENSE(kin, 2);      // of another's family, or with power over one: husband, employeur, tío
TUTELA_SENSE(pronoun, 3);  // she, il, ella
TUTELA_SENSE(possessive, 4);  // her, son, su
TUTELA_SENSE(object, 5);      // him, la, lo
TUTELA_SENSE(one, 6);         // a, une, esta: before a singular noun
// Names
TUTELA_SENSE(title, 7);          // Mrs, Mme, don
TUTELA_SENSE(naming, 8);         // called, nommée, llamado
TUTELA_SENSE(naming_person, 9);  // prénommé: said of people only
TUTELA_SENSE(age_lead, 10);      // aged, âgé
TUTELA_SENSE(age_unit, 11);      // years, ans, años
TUTELA_SENSE(origin, 12);        // originaire, oriunda, née
TUTELA_SENSE(settlement, 13);    // village, vereda
TUTELA_SENSE(particle, 14);      // within a name: de, bin, ag
TUTELA_SENSE(no_name, 15);       // written with a capital and no part of a person's name
TUTELA_SENSE(facility, 16);      // what is named after people: hospital, école
// Events
TUTELA_SENSE(harmed, 17);    // raped, enlevée, golpeada: of persons only
TUTELA_SENSE(handled, 18);   // sold, arrêté, detenido: also of things, or in other senses
TUTELA_SENSE(harms, 19);     // what one does to another: beat, frappait, encerraba
TUTELA_SENSE(fled, 20);      // escaped, huyó, enfui
TUTELA_SENSE(lost, 21);      // lost, perdu, perdió
TUTELA_SENSE(was, 22);       // was, été, fue, sido
TUTELA_SENSE(had, 23);       // had, a, avait, había
TUTELA_SENSE(general, 24);   // if, chaque, cualquier: speaks of anyone
TUTELA_SENSE(when, 25);      // when, lorsque, cuando
TUTELA_SENSE(modal, 26);     // may, doit, puede
TUTELA_SENSE(relative, 27);  // who, qui, que
TUTELA_SENSE(specific, 28);  // in May, last week, hace: once
// Sensitive groups
TUTELA_SENSE(survivor, 29);  // sensitive by itself: survivors, transgender
TUTELA_SENSE(of_group, 30);  // sensitive beside a person's noun: unaccompanied, séparés, VIH
TUTELA_SENSE(victim, 31);    // victim, case: sensitive with what follows
TUTELA_SENSE(abuse, 32);     // trafficking, viol, tortura
TUTELA_SENSE(small, 33);     // two, trois, cuatro; `one` only with `only`
TUTELA_SENSE(only, 34);      // only, seule, sola
TUTELA_SENSE(limit, 35);     // fewer, moins, al menos: a bound and no count
TUTELA_SENSE(filler, 36);    // may stand between a number and its noun
// Places
TUTELA_SENSE(hidden, 37);    // refuge, foyer, albergue: a place of protection
TUTELA_SENSE(protects, 55);  // makes a shelter before it one of protection
TUTELA_SENSE(street, 38);    // street, rue, calle
TUTELA_SENSE(plot, 39);      // house 7, parcelle 118
TUTELA_SENSE(quarter, 40);   // neighbourhood, quartier, barrio
TUTELA_SENSE(near, 41);      // behind, derrière, frente
TUTELA_SENSE(dwells, 42);    // lives, habite, vive
TUTELA_SENSE(address, 43);   // address, adresse, dirección
// Numbers
TUTELA_SENSE(phone, 44);         // call, tél., WhatsApp
TUTELA_SENSE(document, 45);      // passport, DNI: a number of a person follows
TUTELA_SENSE(file, 46);          // case, dossier, expediente: so if `no.` follows
TUTELA_SENSE(indicator, 54);     // a mark after it is of a thing
TUTELA_SENSE(numbered, 47);      // no., número
TUTELA_SENSE(bearing, 48);       // latitude, N, oeste
TUTELA_SENSE(money, 49);         // EUR, personnes: what a number of thousands counts
TUTELA_SENSE(abbreviation, 50);  // St., Jr., av.: the point ends no sentence
TUTELA_SENSE(function, 51);      // with, selon, una: may open a sentence before a name
TUTELA_SENSE(post, 52);          // minister, directrice
TUTELA_SENSE(month, 53);
#undef TUTELA_SENSE

}  // namespace sense

// By a word's folded form: lower case, without accents.
[[nodiscard]] Senses senses_of(std::string_view folded);

}  // namespace tutela
